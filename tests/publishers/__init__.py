"""One article in our own words as some twenty families of sites have it in a saved page.

All that is no part of the article holds "furniture words", "Caption words" or "Affiliation words".
"""

from tests.publishers.archives import plos, pmc, pmc_old, springer
from tests.publishers.houses import frontiers, sciencedirect, silverchair, wiley
from tests.publishers.others import cambridge, hindawi, jmir, peerj, taylor, wikipedia, wordpress
from tests.publishers.societies import elife, highwire, jama, literatum, mdpi

PAGES = {
    "pmc": pmc,
    "pmc old": pmc_old,
    "plos": plos,
    "springer nature": springer,
    "sciencedirect": sciencedirect,
    "sciencedirect by name": lambda: sciencedirect(by_name=True),
    "wiley": wiley,
    "oxford": silverchair,
    "oxford by name": lambda: silverchair(raised=False),
    "frontiers": frontiers,
    "mdpi": mdpi,
    "elife": elife,
    "jama": jama,
    "highwire": highwire,
    "nejm": literatum,
    "lancet": lambda: literatum(popover=True),
    "taylor & francis": taylor,
    "cambridge": cambridge,
    "hindawi": hindawi,
    "peerj": peerj,
    "jmir": jmir,
    "wikipedia": wikipedia,
    "wordpress": wordpress,
}
