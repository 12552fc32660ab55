"""The built-in rule kinds, one file each; they import inspect_core.api alone, as any plugin does."""
