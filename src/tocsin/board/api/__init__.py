"""The desk over HTTP, for programs: everything that the board shows and does, as JSON under `/api/v1`."""

from tocsin.board.api.faults import api_fault
from tocsin.board.api.routes import API, api_router, openapi_config

__all__ = ["API", "api_fault", "api_router", "openapi_config"]
