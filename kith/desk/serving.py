"""The server that gives the pages out, and whether it can have the address that was asked for."""

import errno
import ipaddress
import socket


def is_loopback(address: str) -> bool:
    """True where only this machine can reach the address. Raises ValueError for what is none."""
    try:
        return ipaddress.ip_address("127.0.0.1" if address == "localhost" else address).is_loopback
    except ValueError:
        raise ValueError(f"“{address}” is not an address of this machine.") from None


def check_address(address: str, port: int) -> None:
    """Raises ValueError with a sentence where nobody can be served there."""
    is_loopback(address)
    if not 0 < port < 65536:
        raise ValueError(f"{port} is no port. Choose one from 1024 to 65535.")
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                other = port + 1000 if port < 60000 else 9000
                raise ValueError(f"Port {port} is in use. Choose another, for instance {other}.") from None
            raise ValueError(f"Cannot serve on {address}:{port}: {error.strerror}.") from None


def serve(address: str, port: int, *, workers: int = 1, threads: int = 4) -> None:
    """Serves until it is stopped."""
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "kith.config.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        log_access=False,
        log_enabled=False,
    ).serve()
