"""What every record is made of: ids, texts, sentences, and the base that refuses unknown keys."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Address = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]


def _one_sentence_form(text: str) -> str:
    if not text.rstrip().endswith((".", "?", "!", ")")):
        raise ValueError("a sentence ends with a full stop")
    return " ".join(text.split())


Sentence = Annotated[str, StringConstraints(min_length=10, strip_whitespace=True), AfterValidator(_one_sentence_form)]


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Ids = Annotated[list[Id], BeforeValidator(_as_list)]
References = Annotated[list[Text], BeforeValidator(_as_list)]


class Record(BaseModel):
    """Base of all records: unknown keys are refused and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)
