"""Three small data sets, invented, in the very formats of the published ones."""

from __future__ import annotations

from pathlib import Path

AREAS = (
    "ENTRANCE_LOBBY", "ENTRANCE_DOORS_WINDOWS", "SECURITY", "STAIRWELLS", "LAUNDRY_ROOMS", "INTERNAL_GUARDS_HANDRAILS",
    "GARBAGE_CHUTE_ROOMS", "GARBAGE_BIN_STORAGE_AREA", "ELEVATORS", "STORAGE_AREAS_LOCKERS",
    "INTERIOR_WALL_CEILING_FLOOR", "INTERIOR_LIGHTING_LEVELS", "GRAFFITI", "EXTERIOR_CLADDING", "EXTERIOR_GROUNDS",
    "EXTERIOR_WALKWAYS", "BALCONY_GUARDS", "WATER_PEN_EXT_BLDG_ELEMENTS", "PARKING_AREA", "OTHER_FACILITIES",
)  # fmt: skip
HEAD = ("_id", "RSN", "SITE_ADDRESS", "EVALUATION_COMPLETED_ON", "SCORE", "RESULTS_OF_SCORE", "WARD")
YEARS = "Evaluation needs to be conducted in {} years"
BUILDINGS = (
    ("1", "100", "1 ELM ST", "2021-05-03", "90", YEARS.format(3), "7", *["5.0", "4.0"] * 10),
    ("2", "100", "1 ELM ST", "2021-05-03", "67", YEARS.format(2), "7", "4.0", "3.0", "3.0", *[""] * 17),  # 66.67
    ("3", "200", "2 OAK ST", "2021-06-01", "63", YEARS.format(1)[:-1], "7", *["3.0"] * 7, "4.0", *[""] * 12),  # 62.5
    ("4", "300", "3 ASH ST", "2021-06-02", "0", "Building Audit", "7", *[""] * 20),
)
FHRS = """<?xml version="1.0"?>
<FHRSEstablishment><Header><ItemCount>3</ItemCount></Header><EstablishmentCollection>
<EstablishmentDetail><FHRSID>1</FHRSID><BusinessName>Plate &amp; Spoon</BusinessName><BusinessType>Cafe</BusinessType>
<RatingValue>4</RatingValue><RatingDate>2025-03-04</RatingDate><LocalAuthorityName>Somewhere</LocalAuthorityName>
<Scores><Hygiene>10</Hygiene><Structural>5</Structural><ConfidenceInManagement>0</ConfidenceInManagement></Scores>
</EstablishmentDetail>
<EstablishmentDetail><FHRSID>2</FHRSID><BusinessName>Fork</BusinessName><BusinessType>Pub</BusinessType>
<RatingValue>2</RatingValue><RatingDate>2025-03-05</RatingDate><LocalAuthorityName>Somewhere</LocalAuthorityName>
<Scores><Hygiene>15</Hygiene><Structural>0</Structural><ConfidenceInManagement>5</ConfidenceInManagement></Scores>
</EstablishmentDetail>
<EstablishmentDetail><FHRSID>3</FHRSID><BusinessName>Knife</BusinessName><BusinessType>Pub</BusinessType>
<RatingValue>AwaitingInspection</RatingValue><RatingDate /><LocalAuthorityName>Somewhere</LocalAuthorityName><Scores />
</EstablishmentDetail></EstablishmentCollection></FHRSEstablishment>
"""
BUSINESSES = '"business_id","name"\n1,"CAF\xc9 ONE"\n2,"TWO ""2"""\n'
INSPECTIONS = """"business_id","Score","date","type"
1,87,"20150601","Routine - Unscheduled"
1,,"20150615","Reinspection/Followup"
2,98,"20150602","Routine - Unscheduled"
2,100,"20151202","Routine - Unscheduled"
"""
VIOLATIONS = """"business_id","date","ViolationTypeID","risk_category","description"
1,"20150601",103114,"High Risk","vermin"
1,"20150601",103139,"Moderate Risk","storage"
1,"20150601",103154,"Low Risk","floors"
1,"20150615",103154,"Low Risk","floors"
2,"20150603",103154,"Low Risk","a day on which nobody came"
"""


def write_all(folder: Path) -> None:
    """The three sets; one score of San Francisco has no finding behind it."""
    for name in ("toronto_abs_2017_2022", "fhrs_norwich_2026", "sf_food_inspections"):
        (folder / name).mkdir(parents=True)
    lines = [",".join((*HEAD, *AREAS)), *(",".join(row) for row in BUILDINGS)]
    (folder / "toronto_abs_2017_2022" / "raw_data.csv").write_text("\n".join(lines), encoding="utf-8")
    (folder / "fhrs_norwich_2026" / "FHRS232en-GB.xml").write_text(FHRS, encoding="utf-8")
    feed = folder / "sf_food_inspections"
    (feed / "businesses.csv").write_text(BUSINESSES, encoding="latin-1")
    (feed / "inspections_plus.csv").write_text(INSPECTIONS, encoding="latin-1")
    (feed / "violations_plus.csv").write_text(VIOLATIONS, encoding="latin-1")
