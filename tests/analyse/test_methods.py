"""The methods on small graphs whose answer is known by hand, and what is published of them."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analyse.alignment import alignment
from kg.analyse.balance import balance
from kg.analyse.blocs import blocs, modularity
from kg.analyse.brokers import brokers
from kg.analyse.measures import measures
from kg.analyse.movers import movers


def signed(**ties: float) -> nx.Graph[str]:
    """``signed(ab=1, bc=-2)``: actors of one letter, the weight of each tie."""
    graph: nx.Graph[str] = nx.Graph()
    for pair, weight in ties.items():
        one, other = pair
        graph.add_edge(one, other, weight=weight, sign=(weight > 0) - (weight < 0), claims=(f"claim-{pair}",))
    nx.set_node_attributes(graph, {node: node.upper() for node in graph}, "label")
    return graph


TWO_CAMPS = signed(ab=1, ac=1, bc=1, de=1, ad=-1, ae=-1, bd=-1, be=-1, cd=-1, ce=-1)

signs = st.sampled_from([-2.0, -1.0, 1.0, 2.0])


@st.composite
def graphs(draw: st.DrawFn, *, complete: bool = False) -> nx.Graph[str]:
    nodes = "abcdef"[: draw(st.integers(2, 6))]
    pairs = [one + other for one, other in combinations(nodes, 2)]
    kept = pairs if complete else draw(st.lists(st.sampled_from(pairs), unique=True, min_size=1))
    return signed(**{pair: draw(signs) for pair in kept})


class TestBalance:
    def test_two_camps_are_in_balance(self) -> None:
        found = balance(TWO_CAMPS)
        assert (found.triads, found.tense, found.share, found.two_camps) == (10, (), 1.0, True)

    def test_enemies_with_a_common_friend_are_in_tension(self) -> None:
        found = balance(signed(ab=1, bc=1, ac=-1))
        assert found.tense == (("a", "b", "c"),)
        assert found.resolves == ((("a", "b"), 1), (("a", "c"), 1), (("b", "c"), 1))
        assert found.claims == ("claim-ab", "claim-ac", "claim-bc")
        assert not found.two_camps

    def test_three_enemies_are_in_tension(self) -> None:
        assert balance(signed(ab=-1, bc=-1, ac=-1)).share == 0.0

    def test_the_tie_that_two_triads_hang_on_resolves_most(self) -> None:
        found = balance(signed(ab=-1, ac=1, bc=1, ad=1, bd=1))
        assert found.resolves[0] == (("a", "b"), 2)

    def test_without_a_triad_nothing_is_in_tension(self) -> None:
        found = balance(signed(ab=-1, bc=1))
        assert (found.triads, found.share, found.tense) == (0, 1.0, ())

    def test_by_chance_half_of_the_triads_are_balanced_where_half_of_the_ties_are_positive(self) -> None:
        assert balance(signed(ab=1, bc=-1, ac=1, ad=-1, bd=1, cd=-1)).expected == pytest.approx(0.5)

    @settings(deadline=None, derandomize=True)
    @given(graphs(complete=True))
    def test_a_complete_graph_is_in_balance_just_where_it_falls_into_two_camps(self, graph: nx.Graph[str]) -> None:
        """Harary's theorem (Cartwright and Harary 1956)."""
        found = balance(graph)
        assert (found.share == 1.0) == found.two_camps or found.triads == 0

    @settings(deadline=None, derandomize=True)
    @given(graphs())
    def test_a_change_of_sign_resolves_as_many_as_it_says(self, graph: nx.Graph[str]) -> None:
        found = balance(graph)
        for (one, other), fewer in found.resolves:
            changed = graph.copy()
            changed[one][other]["sign"] *= -1
            assert len(found.tense) - len(balance(changed).tense) == fewer

    @settings(deadline=None, derandomize=True)
    @given(graphs())
    def test_turning_all_ties_of_one_actor_changes_no_triad(self, graph: nx.Graph[str]) -> None:
        """Switching (Zaslavsky 1982) keeps balance."""
        switched = graph.copy()
        for other in set(switched.adj.get("a", ())):
            switched["a"][other]["sign"] *= -1
        assert balance(switched).tense == balance(graph).tense


class TestBlocs:
    def test_two_camps_are_two_blocs(self) -> None:
        found = blocs(TWO_CAMPS)
        assert found.groups == (("a", "b", "c"), ("d", "e"))
        assert found.against == 0.0

    def test_two_cliques_joined_by_one_tie_are_two_blocs(self) -> None:
        found = blocs(signed(ab=1, ac=1, bc=1, cd=1, de=1, df=1, ef=1))
        assert found.groups == (("a", "b", "c"), ("d", "e", "f"))
        assert found.modularity == pytest.approx(6 / 7 - 1 / 2)  # Newman and Girvan 2004: 2 (3/7 - (7/14)²)

    def test_enemies_stand_alone(self) -> None:
        assert blocs(signed(ab=-1)).groups == (("a",), ("b",))

    @settings(deadline=None, derandomize=True)
    @given(graphs())
    def test_all_in_one_group_gain_nothing_where_all_ties_are_positive(self, graph: nx.Graph[str]) -> None:
        for *_, tie in graph.edges(data=True):
            tie["weight"] = abs(tie["weight"])
        assert modularity(graph, [sorted(graph)]) == pytest.approx(0)

    @settings(deadline=None, derandomize=True)
    @given(graphs())
    def test_modularity_is_bounded_and_the_blocs_are_no_worse_than_everybody_alone(self, graph: nx.Graph[str]) -> None:
        found = blocs(graph)
        assert -1 <= found.modularity <= 1
        assert found.modularity >= modularity(graph, [[node] for node in graph]) - 1e-9
        assert sorted(node for group in found.groups for node in group) == sorted(graph)

    @settings(deadline=None, derandomize=True)
    @given(graphs())
    def test_order_of_the_ties_makes_no_difference(self, graph: nx.Graph[str]) -> None:
        turned: nx.Graph[str] = nx.Graph()
        turned.add_edges_from((other, one, tie) for one, other, tie in reversed(list(graph.edges(data=True))))
        assert blocs(turned).groups == blocs(graph).groups


class TestBrokers:
    def test_the_middle_of_a_path_stands_between(self) -> None:
        found = brokers(signed(ab=1, bc=1, cd=1, de=1))
        values = {broker.actor: broker.betweenness for broker in found}
        assert values == pytest.approx({"c": 4 / 6, "b": 3 / 6, "d": 3 / 6}, abs=1e-6)
        assert found[0].claims == ("claim-bc", "claim-cd")

    def test_the_centre_of_a_star_stands_between_all(self) -> None:
        (centre,) = brokers(signed(ab=1, ac=1, ad=1))
        assert (centre.actor, centre.betweenness, centre.partners) == ("a", 1.0, 3)

    def test_conflict_carries_nothing(self) -> None:
        assert brokers(signed(ab=1, bc=-1)) == []

    def test_a_stronger_tie_is_the_shorter_way(self) -> None:
        found = brokers(signed(ab=4, bd=4, ac=1, cd=1))
        assert found[0].actor == "b"

    def test_says_how_many_blocs_are_reached(self) -> None:
        (broker,) = brokers(signed(ab=1, ac=1), [["b"], ["a", "c"]])
        assert broker.blocs == 2


class TestMeasures:
    def test_strength_is_of_all_ties_betweenness_of_cooperation_alone(self) -> None:
        found = {one.actor: one for one in measures(signed(ab=1, bc=2, bd=-4))}
        assert (found["b"].degree, found["b"].strength, found["b"].cooperation, found["b"].conflict) == (
            3,
            7.0,
            3.0,
            4.0,
        )
        assert found["b"].betweenness == pytest.approx(
            1 / 3, abs=1e-6
        )  # of three pairs of others, only a and c are joined
        assert found["d"].betweenness == 0
        assert found["b"].claims == ("claim-ab", "claim-bc", "claim-bd")

    def test_pagerank_adds_up_and_is_highest_in_the_middle(self) -> None:
        found = measures(signed(ab=1, ac=1, ad=1))
        assert sum(one.pagerank for one in found) == pytest.approx(1, abs=1e-5)
        assert max(found, key=lambda one: one.pagerank).actor == "a"

    def test_nobody_is_measured_in_an_empty_network(self) -> None:
        assert measures(signed()) == []


class TestAlignment:
    def test_the_same_ties_are_one_and_opposite_ones_minus_one(self) -> None:
        assert alignment(signed(ac=1, bc=1, ad=-1, bd=-1), "a", "b").value == 1.0
        assert alignment(signed(ac=1, bc=-1, ad=-1, bd=1), "a", "b").value == -1.0

    def test_half_alike_is_nothing(self) -> None:
        found = alignment(signed(ac=1, bc=1, ad=1, bd=-1), "a", "b")
        assert (found.value, found.shared) == (0.0, 2)

    def test_their_own_tie_does_not_count(self) -> None:
        assert alignment(signed(ab=-5, ac=5, bc=5), "a", "b").value == 1.0

    def test_without_a_third_party_there_is_none(self) -> None:
        assert alignment(signed(ab=1), "a", "b").value is None
        assert alignment(signed(ab=1), "a", "z").value is None

    @settings(deadline=None, derandomize=True)
    @given(graphs())
    def test_is_bounded_and_the_same_from_either_side(self, graph: nx.Graph[str]) -> None:
        for one, other in combinations(sorted(graph), 2):
            there, back = alignment(graph, one, other), alignment(graph, other, one)
            assert there.value == back.value
            assert there.value is None or -1 <= there.value <= 1


class TestMovers:
    def test_who_changed_most_stands_first_with_the_ties_that_changed(self) -> None:
        found = movers(signed(ab=1, bc=1), signed(ab=-2, bc=1, bd=1))
        assert [(mover.actor, mover.moved) for mover in found] == [("b", 4.0), ("a", 3.0), ("d", 1.0)]
        assert found[0].ties == (("A", 1.0, -2.0), ("D", 0.0, 1.0))
        assert found[0].claims == ("claim-ab", "claim-bd")

    def test_nobody_moves_where_nothing_changed(self) -> None:
        assert movers(TWO_CAMPS, TWO_CAMPS) == []
