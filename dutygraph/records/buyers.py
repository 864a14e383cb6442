"""Who buys, and under which law of the United Kingdom, as far as the record shows."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dutygraph.records.findings import Finding
from dutygraph.records.ocds import Part

LOCAL, CENTRAL, OTHER, UTILITY = "local-authority", "central-government", "other-public-body", "private-utility"
LOCAL_OR_OTHER = frozenset({LOCAL, OTHER})
# The codes of UK_CA_TYPE are those of the Procurement Act 2023; sub-central is every public authority but central government.
BUYER_OF_CODE: Mapping[tuple[str, str], str | frozenset[str]] = {
    ("UK_CA_TYPE", "publicauthoritycentralgovernment"): CENTRAL,
    ("UK_CA_TYPE", "publicauthoritysubcentralgovernment"): LOCAL_OR_OTHER,
    ("UK_CA_TYPE", "publicundertaking"): OTHER,
    ("UK_CA_TYPE", "privateutility"): UTILITY,
    ("TED_CA_TYPE", "ministry"): CENTRAL,
    ("TED_CA_TYPE", "national_agency"): CENTRAL,
    ("TED_CA_TYPE", "regional_authority"): LOCAL_OR_OTHER,
    ("TED_CA_TYPE", "regional_agency"): LOCAL_OR_OTHER,
    ("TED_CA_TYPE", "body_public"): LOCAL_OR_OTHER,
}
_COUNCIL = re.compile(
    r"\b(county|city|borough|district|metropolitan|town|parish|village) council\b|\blondon borough\b|\bborough of\b"
    r"|\bcombined (county )?authority\b|\bcity of london corporation\b|\bcouncil$|\bcouncil of the isles of scilly\b",
    re.IGNORECASE,
)
# National bodies that are called councils and are no local authorities.
_NO_COUNCIL = re.compile(
    r"\b(arts|british|research|medical|nursing|midwifery|general|professions?|sports?|design|consumer|funding|judicial|privy"
    r"|optical|dental|osteopathic|chiropractic|pharmaceutical|teaching|examinations?|international|national|uk|bar|press"
    r"|legal|standards|skills|training|olympic|industry|quality|innovation|financial|reporting|governing|youth|student)\b",
    re.IGNORECASE,
)
_REGIONS = {"UKM": "Scotland", "UKL": "Wales", "UKN": "Northern Ireland"}
_PUBLISHERS = {"ocds-r6ebe6": "Scotland", "ocds-kuma6s": "Wales"}
_DEVOLVED = {"GB-SCT": "Scotland", "GB-WLS": "Wales", "GB-NIR": "Northern Ireland"}


def find_buyer_party(release: Part) -> Part:
    """Return the party that buys: the one whose id the buyer has, else the first in that role, else the buyer itself."""
    buyer = release.at("buyer")
    parties = [party for party in release.each("parties") if isinstance(party.value, dict)]
    wanted = buyer.at("id").text
    for party in parties:
        if wanted is not None and party.at("id").text == wanted:
            return party
    for party in parties:
        if any(role.text in ("buyer", "procuringEntity") for role in party.each("roles")):
            return party
    return buyer


def find_buyer(release: Part) -> Finding:
    """Return what kind of body buys. The classification decides; the name only tells a council from other public bodies.

    >>> find_buyer(Part({"buyer": {"name": "Anytown Borough Council"}}, "")).value
    'local-authority'
    >>> find_buyer(Part({"buyer": {"name": "Arts Council Anywhere"}}, "")).value is None
    True
    """
    party = find_buyer_party(release)
    name = party.at("name").text or release.at("buyer", "name").text
    who = f"the buyer is {name}" if name else "the buyer is not named"
    for classification in party.each("details", "classifications"):
        code = ((classification.at("scheme").text or "").upper(), (classification.at("id").text or "").lower())
        kind = BUYER_OF_CODE.get(code)
        if kind is None:
            continue
        label = classification.at("description").text or classification.at("id").text
        if kind == LOCAL_OR_OTHER and name and is_council_name(name):
            words = f'{who}, classed as "{label}" and named as a council is'
            return Finding(LOCAL, classification.pointer, words)
        return Finding(kind, classification.pointer, f'{who}, classed as "{label}"')
    if name and is_council_name(name):
        pointer = party.at("name").pointer if party.at("name").found else release.at("buyer", "name").pointer
        return Finding(LOCAL, pointer, f"{who}; the name alone says that it is a council")
    return Finding(None, party.pointer, f"{who}, and the record does not say what kind of body it is")


def is_council_name(name: str) -> bool:
    """Say whether a name is that of a local authority, going by its words alone."""
    return bool(_COUNCIL.search(name.strip())) and not _NO_COUNCIL.search(name)


def find_nation(release: Part) -> Finding | None:
    """Return the nation outside England whose own rules may govern the buyer; None where nothing points to one.

    `value` is the nation; the words say how it shows. A classification by UK_CA_DEVOLVED_REGULATIONS is decisive.
    Where the buyer is classed by UK_CA_TYPE and not as devolved, its address says nothing about its rules.
    """
    party = find_buyer_party(release)
    classifications = party.each("details", "classifications")
    for classification in classifications:
        if classification.at("scheme").text == "UK_CA_DEVOLVED_REGULATIONS":
            nation = _DEVOLVED.get((classification.at("id").text or "").upper())
            if nation:
                words = f"the buyer is classed as under the devolved rules of {nation}"
                return Finding(nation, classification.pointer, words)
    if any(classification.at("scheme").text == "UK_CA_TYPE" for classification in classifications):
        return None
    ocid = release.at("ocid")
    for prefix, nation in _PUBLISHERS.items():
        if (ocid.text or "").startswith(prefix):
            return Finding(nation, ocid.pointer, f"it was published on the procurement site of {nation}")
    address = party.at("address")
    region = (address.at("region").text or "").upper()
    country = (address.at("countryName").text or "").strip().lower()
    for prefix, nation in _REGIONS.items():
        if region.startswith(prefix) or country == nation.lower():
            return Finding(nation, address.pointer, f"the buyer's address is in {nation}")
    return None


def is_devolved_for_certain(nation: Finding) -> bool:
    """Say whether the record itself classes the buyer as under devolved rules."""
    return "/classifications/" in nation.pointer
