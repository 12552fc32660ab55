"""The command `inspect-core`. Only click is imported here; each command is imported when it is called."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

import click

from inspect_core import __version__
from inspect_core.cli.both import Family, Option, chosen
from inspect_core.cli.session import Session
from inspect_core.cli.speech import environment, language_of, steady_streams
from inspect_core.errors import InspectError

# name: module, and what it does in both languages (told without importing the module)
COMMANDS: Final = {
    "init": ("init", "新建项目文件夹", "start a project folder"),
    "import": (
        "import_",
        "导入人员、部位、排班、记录、缺失、指标",
        "import people, places, rosters, records, gaps, figures",
    ),
    "record": ("record", "登记一条巡查记录", "record one observation"),
    "void": ("void", "作废一条记录", "void a record that should not count"),
    "excuse": ("excuse", "给未达标的应检项免责", "excuse a slot that was missed"),
    "adjust": ("adjust", "由人给出加减分", "add or take points by hand, by two people"),
    "veto": ("veto", "由人给出一票否决", "give a veto by hand, by two people"),
    "card": ("card", "由人给出一张牌", "give a card by hand, by two people"),
    "findings": ("findings", "整改项：要整改什么、谁负责、期限", "what is to be put right, by whom, until when"),
    "finding": ("finding", "一个整改项：查看、记下一步", "one finding: show it, take the next step"),
    "forms": ("forms", "列出记录表及其问题", "list the forms and their questions"),
    "due": ("due", "本班次、今天、本周还要做什么", "what is still to be done in this shift, today, this week"),
    "rules": ("rules", "查看、检查、测试标准", "list, show, check and test the standards"),
    "score": ("score", "给一个考核期评分", "score a period"),
    "explain": ("explain", "解释一个人的得分", "explain a person's score"),
    "compare": ("compare", "同一批记录按几套标准评分", "score the same records under several standards"),
    "backtest": ("backtest", "用标准草案重算过去的考核期", "try a draft on a past period"),
    "analyse": ("analyse", "由调查答案计算 NPS、Kano 等指标", "work out the figures of a survey"),
    "period": ("period", "公示、开放申诉、封账", "preview a period, open it to appeals, close it"),
    "appeal": ("appeal", "申诉：提出、处理、再申诉、撤回", "appeals: file, decide, take further, withdraw"),
    "hr": ("hr", "交人事：导出考核结果、出个人证明", "for HR: export the appraisals, certify one"),
    "year": ("year", "全年各月与年度数", "the months of a year and its figure"),
    "report": ("report", "出通报和个人页", "write the circular and the personal pages"),
    "fairness": ("fairness", "得分靠不靠得住：证据、宽严、一致性、疑点", "how far the scores can be trusted"),
    "sign": ("sign", "复核疑似造假的迹象", "review signs of fabricated rounds"),
    "person": ("person", "个人的权利：查阅记录、导出、抹除", "people's rights: who looked, export, erase"),
    "retention": ("retention", "抹除超过保存期限的内容", "erase what is past its time"),
    "plugins": ("plugins", "列出、检查、固定插件", "list, check and pin plugins"),
    "verify": ("verify", "核对日志、照片、视图是否完好", "check that journal, photos and views are intact"),
    "repair": ("repair", "只做可证明安全的修复", "set right what is provably safe"),
    "backup": ("backup", "备份使用中的项目，或核对备份", "back up a project in use, or check a backup"),
    "restore": ("restore", "把备份恢复到空文件夹", "restore a backup into an empty folder"),
    "doctor": ("doctor", "检查安装与项目", "check the installation and the project"),
    "demo": ("demo", "生成演示项目并出报告", "make a demo project with its reports"),
    "completion": ("completion", "安装命令补全", "install command completion"),
}

_CYCLES: Final = 200_000  # objects made between two searches for cycles


class Program(Family):
    """The top command: it knows the names of its commands and imports each when it is called."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The session starts here: language and JSON are found first, so that even a refusal is in them."""
        words = args[: args.index("--")] if "--" in args else args
        extra.setdefault("obj", Session(language_of(args, environment()), json="--json" in words))
        return super().make_context(info_name, args, parent, **extra)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The built-in commands; those of plugins are found by name in a project that allows them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        known = COMMANDS.get(cmd_name)
        if known is not None:
            found: click.Command = import_module(f"inspect_core.cli.{known[0]}").command
            return found
        from inspect_core.cli.plugged import plugin_command

        return plugin_command(ctx, cmd_name)

    def summary(self, ctx: click.Context, name: str) -> str:
        """What the command does, without importing it."""
        _, zh, en = COMMANDS[name]
        return chosen(ctx, zh, en)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Where to begin."""
        with formatter.section(chosen(ctx, "从这里开始", "Begin here")):
            formatter.write("  inspect-core demo build/demo\n  inspect-core score --help\n")


def _show_version(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"inspect-core {__version__}")
        ctx.exit()


def program() -> Program:
    """The whole command line as one value."""
    top = Program(
        "inspect-core",
        zh="巡查考核：排班说明应做什么，记录说明看到什么，得分把两者对上，每一分都能追到那条记录。",
        en="Scores inspections: the roster says what was due, the records what was seen, and every point opens "
        "down to the record behind it.",
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        top=True,
    )
    top.params += [
        Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_version,
            zh="显示版本",
            en="show the version",
        ),
    ]
    return top


def run(args: Sequence[str]) -> int:
    """The exit status of a call with these words: 0 fine, 1 below standard, 2 usage, 3 data, 4 integrity, 5 system."""
    session = Session(language_of(args, environment()), json="--json" in args)
    try:
        status = program().main(list(args), prog_name="inspect-core", standalone_mode=False, obj=session)
    except InspectError as error:
        session.voice.refusal(error)
        return error.exit_code
    except click.exceptions.Abort:
        click.echo(err=True)
        return 130
    except click.ClickException as error:
        from inspect_core.cli.misuse import misuse

        if isinstance(error, click.exceptions.NoArgsIsHelpError):
            click.echo(error.format_message(), err=True)
        else:
            session.voice.refusal(misuse(error))
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads on: nothing more to say
        return 141
    except OSError as error:
        from inspect_core.cli.misuse import system_fault

        session.voice.refusal(system_fault(error))
        return 5
    return status if isinstance(status, int) else 0


def main() -> None:
    """The entry point of the installed command."""
    gc.set_threshold(_CYCLES)  # a call is short: searching for cycles among all it imports costs more than it frees
    steady_streams()
    _leave(run(sys.argv[1:]))


def _leave(status: int) -> None:
    """The end, with that status; a thread that a plugin left behind is not waited for."""
    import threading

    if any(not thread.daemon and thread is not threading.main_thread() for thread in threading.enumerate()):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    gc.freeze()  # Python would search for cycles among all of it once more, and everything ends anyway
    sys.exit(status)


if __name__ == "__main__":
    main()
