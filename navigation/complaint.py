"""What a validator has to say of one field, deep inside the model that it looks at."""

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError


def complaint(place: tuple[str | int, ...], reason: str, written: object) -> ValidationError:
    """Return the error of the field at PLACE, where WRITTEN stands, for a validator to raise.

    A ValueError would tell of the whole model, and of no line in its file.
    """
    error = PydanticCustomError("complaint", "{reason}", {"reason": reason})
    return ValidationError.from_exception_data(
        "complaint", [InitErrorDetails(type=error, loc=place, input=written)]
    )
