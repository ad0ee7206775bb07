"""What stands in an export of VirtualPyTest, as far as a map can say it.

Its rows, and those of its editor that have their fields within `data`, are read alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    AliasChoices,
    AliasPath,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

Action = Mapping[str, Any]  # its command, params, iterator and more
Verification = Mapping[str, Any]  # its verification_type, command and params


def _listed(written: Any) -> Any:
    return written or ()


Actions = Annotated[tuple[Action, ...], BeforeValidator(_listed)]
Verifications = Annotated[tuple[Verification, ...], BeforeValidator(_listed)]
Milliseconds = Annotated[
    float, BeforeValidator(lambda written: written or 0), Field(ge=0, allow_inf_nan=False)
]
Flag = Annotated[bool, BeforeValidator(bool)]
Words = Annotated[str, BeforeValidator(lambda written: written or "")]


def _in_data(*names: str) -> AliasChoices:
    return AliasChoices(*names, *(AliasPath("data", name) for name in names))


class Row(BaseModel):
    """A row of one of its tables; what is not named here, or null, says nothing of a map."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def _without_null(cls, written: Any) -> Any:
        if not isinstance(written, Mapping):
            return written
        return {name: value for name, value in written.items() if value is not None}


class Node(Row):
    """A screen, or something to do."""

    id: str = Field(validation_alias=AliasChoices("node_id", "id"))
    label: str = Field(validation_alias=_in_data("label"))
    kind: str = Field(default="screen", validation_alias=_in_data("node_type", "type"))
    verifications: Verifications = Field((), validation_alias=_in_data("verifications"))
    condition: Literal["all", "any"] = Field(
        "all", validation_alias=_in_data("verification_pass_condition")
    )
    description: Words = Field("", validation_alias=_in_data("description"))
    screenshot: Words = Field("", validation_alias=_in_data("screenshot"))
    is_hidden: Flag = Field(False, validation_alias=_in_data("hidden_in_base"))


class ActionSet(Row):
    """What is done along an edge, in one direction; times are milliseconds."""

    id: str = ""
    actions: Actions = ()
    retry_actions: Actions = ()
    failure_actions: Actions = ()
    kpi_references: Verifications = ()
    use_verifications_for_kpi: Flag = False
    enable_sibling_shortcuts: Flag = False
    final_wait_time: Milliseconds = 0
    threshold: Milliseconds = 0
    kpi_name: Words = ""


class Edge(Row):
    """A way from one node to another, and maybe back, by its second action set."""

    id: Words = Field("", validation_alias=AliasChoices("edge_id", "id"))
    source: str = Field(validation_alias=AliasChoices("source_node_id", "source"))
    target: str = Field(validation_alias=AliasChoices("target_node_id", "target"))
    action_sets: Annotated[tuple[ActionSet, ...], BeforeValidator(_listed)] = Field(
        (), validation_alias=_in_data("action_sets")
    )
    default: Words = Field("", validation_alias=_in_data("default_action_set_id"))
    final_wait_time: Milliseconds = Field(0, validation_alias=_in_data("final_wait_time"))
    threshold: Milliseconds = Field(0, validation_alias=_in_data("threshold"))
    siblings: Flag = Field(False, validation_alias=_in_data("enable_sibling_shortcuts"))
    is_hidden: Flag = Field(False, validation_alias=_in_data("hidden_in_base"))

    @property
    def forward(self) -> ActionSet:
        """What is done from source to target."""
        named = (each for each in self.action_sets if each.id == self.default)
        return next(named, self.action_sets[0] if self.action_sets else ActionSet())

    @property
    def reverse(self) -> ActionSet:
        """What is done from target to source; without actions where there is no way back."""
        others = (each for each in self.action_sets if each is not self.forward)
        return next(others, ActionSet())

    @property
    def is_shared(self) -> bool:
        """Whether the siblings of its target can be left the same way."""
        return self.siblings or self.forward.enable_sibling_shortcuts


class Tree(Row):
    """A map, which the node PARENT_NODE of the tree PARENT holds, unless it is the root."""

    id: str = Field(
        validation_alias=AliasChoices(
            "tree_id", AliasPath("tree_info", "id"), AliasPath("tree", "id")
        )
    )
    parent: str | None = Field(
        None,
        validation_alias=AliasChoices(
            AliasPath("tree_info", "parent_tree_id"), AliasPath("tree", "parent_tree_id")
        ),
    )
    parent_node: str | None = Field(
        None,
        validation_alias=AliasChoices(
            AliasPath("tree_info", "parent_node_id"), AliasPath("tree", "parent_node_id")
        ),
    )
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()


class Reference(Row):
    """A picture or text that verifications look for, and where."""

    name: str
    reference_type: str = ""
    area: Mapping[str, Any] | None = None
    path: Words = Field("", validation_alias="r2_path")


class Variant(Row):
    """What another version of the interface has otherwise."""

    name: str


class Source(Row):
    """The interface that was exported."""

    name: Words = ""


class Export(Row):
    """All that was exported of one interface."""

    source: Source = Source()
    trees: tuple[Tree, ...] = Field(
        min_length=1, validation_alias=AliasChoices("trees", "all_trees_data")
    )
    references: tuple[Reference, ...] = ()
    variants: tuple[Variant, ...] = ()
