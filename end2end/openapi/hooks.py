"""What Schemathesis must not try."""

import schemathesis

# In an address these begin another part of it, so that the request would be one of another operation.
DELIMITERS = frozenset("#?/")


@schemathesis.hook
def filter_path_parameters(context, path_parameters) -> bool:
    """Keeps values out that would cut the path short."""
    return all(DELIMITERS.isdisjoint(str(value)) for value in (path_parameters or {}).values())
