"""The version of Counterline, as installed."""

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("counterline")
except PackageNotFoundError:  # run from a checkout that is not installed
    VERSION = "unknown"
