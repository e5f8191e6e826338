"""Which machines an address may lead to: those of the public internet, and the networks that the operator names.

In: a name and a port, or an IP address. Out: the IP addresses to connect to, or an InputError. A name is
looked up once, all that it stands for is checked, and what was checked is what is connected to: an answer
that changes between check and connection (DNS rebinding) has nothing to change.
"""

import queue
import socket
import threading
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from qa.errors import InputError

IP = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
# A name and a port to the IP addresses of the name, as text; raises OSError as the system does.
Resolver = Callable[[str, int], Sequence[str]]

_NAT64 = IPv6Network("64:ff9b::/96")
_GLOBAL_UNICAST = IPv6Network("2000::/3")
# Reserved since some of Python's own lists were made, or public by number alone: a cloud's metadata service.
_OTHERS = tuple(map(ip_network, ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "2001::/23", "3fff::/20")))
_NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


def system_resolver(host: str, port: int) -> list[str]:
    """The IP addresses that the system finds for a name. Raises OSError."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def networks_from(names: Sequence[str]) -> tuple[Network, ...]:
    """Networks from their names ("10.0.0.0/8"). Raises InputError."""
    try:
        return tuple(ip_network(name) for name in names)
    except ValueError as error:
        raise InputError(f"{error}; name a network as in 10.0.0.0/8 or fd00::/8.") from error


def may_reach(ip: IP, allowed: Sequence[Network] = ()) -> bool:
    """Whether a machine is on the public internet or in a network that is allowed.

    No permission leads to the link's own addresses, where clouds keep their metadata, nor to a multicast
    or unspecified address: no article is there.
    """
    inner = _embedded(ip)
    if inner is not None:
        return may_reach(inner, allowed)
    if ip.is_link_local or ip.is_multicast or ip.is_unspecified:
        return False
    if any(ip in network for network in allowed):
        return True
    if isinstance(ip, IPv6Address) and ip not in _GLOBAL_UNICAST:
        return False
    return ip.is_global and not ip.is_reserved and not any(ip in network for network in _OTHERS)


def find(host: str, port: int, seconds: float, resolve: Resolver, allowed: Sequence[Network]) -> list[str]:
    """Where to connect to for a host, at least one place. Raises InputError: no such name, too slow, not allowed."""
    found = _within(seconds, host, port, resolve)
    try:
        ips = list(dict.fromkeys(map(ip_address, found)))
    except ValueError as error:
        raise InputError(f"{host} was looked up and has no address that can be used; see whether it is spelled right.") from error
    if not ips:
        raise InputError(f"There is no host {host}; see whether the address is spelled right.")
    if inside := next((ip for ip in ips if not may_reach(ip, allowed)), None):
        raise InputError(
            f"{host} is not on the public internet{'' if str(inside) == host else f' ({inside})'}, so nothing is fetched from it; "
            "save the page from a browser and add the file, or allow its network (--allow-network)."
        )
    return [str(ip) for ip in ips]


def _embedded(ip: IP) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to by a translator (mapped, 6to4, NAT64), if it does."""
    if isinstance(ip, IPv4Address):
        return None
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


def _within(seconds: float, host: str, port: int, resolve: Resolver) -> Sequence[str]:
    """Look a name up in a thread of its own, for the system's resolver knows no limit of time."""
    answer: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            answer.put(resolve(host, port))
        except Exception as error:
            answer.put(error)

    threading.Thread(target=look_up, daemon=True).start()
    try:
        found = answer.get(timeout=max(0.0, seconds))
    except queue.Empty:
        raise InputError(f"Looking up {host} took too long; see whether this machine has a network, or try again.") from None
    if not isinstance(found, Exception):
        return found
    if isinstance(found, UnicodeError) or (isinstance(found, socket.gaierror) and found.errno in _NO_SUCH_NAME):
        raise InputError(
            f"There is no host {host}; see whether the address is spelled right, and whether this machine has a network."
        ) from found
    if isinstance(found, OSError):
        raise InputError(f"{host} cannot be looked up ({found.strerror or found}); see whether this machine has a network.") from found
    raise found
