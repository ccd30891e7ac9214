"""Suggest topics for a text by the terms of a taxonomy, with a score and evidence.

Each distinct term is independent evidence that is right with some probability p. The score is the probability that
at least one term is right: 1 - (1 - p1)(1 - p2)…; one strong term gives .63, two .87, three .95. Words that a longer
term covers count once. A weak term counts only with a strong one or with a second weak one in the section; beside a better
topic of another group, weak terms alone do not suffice.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain

from briefbuilder.domain.languages import base_language
from briefbuilder.domain.topics import STRONG_SCORE, Evidence, Suggestion, Taxonomy
from briefbuilder.tagging.near_sections import (
    NO_SECTIONS,
    SEVERAL_SECTIONS,
    NearSections,
    SectionTopics,
    distinctive_groups,
    score_near,
)
from briefbuilder.tagging.section_language import section_language
from briefbuilder.tagging.term_scores import (
    ENOUGH_OFF_SUBJECT,
    LEAST_ALONE,
    LEAST_HITS_OF_ACTORS,
    MIN_SCORE,
    ORDINARY,
    PER_OFF_SUBJECT,
    SEVERAL_TERMS,
    SURE,
    ScoredTopic,
    SubjectTerms,
    count_names,
    has_several_terms,
    hits_by_term,
    is_aside,
    joint_score,
    least_beside,
    least_further,
    least_in_text,
    most_common_sufficient,
    named_most,
    rests_on_little,
    shape_of,
    split_mentions,
    term_probability,
    vocabulary_of,
    vocabulary_weight,
)
from briefbuilder.tagging.term_statistics import (
    NEVER_JUDGED,
    NO_STATISTICS,
    TermConcept,
    TermStatistics,
    TermSupport,
)
from briefbuilder.tagging.terms import TermEntry, TermFinder, TermHit, drop_covered_hits
from briefbuilder.tagging.topic_entries import (
    PRIVATE,
    RELATIONS,
    SPORTS,
    FoundTerms,
    TopicConcepts,
    TopicEntries,
    everyday_topics,
    hits_by_topic,
    marks_ordinary_words,
    preferred_topics,
    says_its_forms,
    topics_of_actors,
)
from briefbuilder.tagging.word_forms import NormalizedText, normalize
from briefbuilder.tagging.word_frequencies import frequencies_of

MAX_SUGGESTIONS = 5
"""The most topics that are suggested for a section."""
NEARLY = MIN_SCORE - 0.01
"""The highest score of a topic that other topics of a section leave no place for."""
_MADE_BY_HAND = 300
"""The most topics that somebody makes by hand; more come from a list, whose terms nobody has chosen for this dossier."""
_FEW_TOPICS = 10
"""The number of topics whose terms are prepared so fast that nobody need wait for it."""
_BROAD = 100
"""The least topics of a curated list that covers all public affairs: a section about them has several of its terms."""
NARROWER_SUPPORT = 0.3
"""The probability that a term of a narrower topic is right for the broader one."""
MAX_COUNTRIES = 2
"""The most topics that are suggested for a section by the mention of a country alone."""
_REMEMBERED = 10
"""The number of texts whose terms are remembered: as many as sections of an article that are read together."""


def _evidence(hits: list[TermHit], text: str, compared: NormalizedText) -> tuple[Evidence, ...]:
    places = (compared.original(hit.start, hit.end) for hit in hits)
    return tuple(Evidence(text=text[start:end], start=start, end=end) for start, end in places)


class Matcher:
    """Suggests the topics of one taxonomy; patterns for a language are built when it is first needed."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._topics = taxonomy.topics
        numbered = tuple(enumerate(taxonomy.topics))
        result = [index for index, topic in numbered if topic.own and not topic.uri]
        self._own = frozenset(result if len(result) <= _MADE_BY_HAND else ())
        """The topics that the user made, and did not import from a thesaurus: they are never crowded out."""
        self._marked = self._own | {index for index, topic in numbered if marks_ordinary_words(topic)}
        self._special = self._own | {index for index, topic in numbered if says_its_forms(topic)}
        """The topics of the user and of lists that say themselves which forms their terms have: they are on one
        subject, and what they find is seldom named in passing."""
        curated = (self._topics[index].terms for index in self._marked - self._special)
        listing = Counter(chain.from_iterable(curated))
        self._broad = frozenset(language for language, count in listing.items() if count >= _BROAD)
        """The languages in which curated lists cover all public affairs."""
        self._vocabulary_weight = vocabulary_weight(len(taxonomy.topics) - len(self._marked))
        self._too_common = most_common_sufficient(len(taxonomy.topics) - len(self._marked))
        indices = self._indices = {topic.id: index for index, topic in numbered}
        self._everyday = {
            indices[topic]: is_checked for topic, is_checked in everyday_topics().items() if topic in indices
        }
        self._broader = {
            index: tuple(indices[wider] for wider in topic.broader if wider in indices)
            for index, topic in numbered
            if topic.broader
        }
        self._distinctive_groups = distinctive_groups({topic.id: topic.group for topic in taxonomy.topics})
        self._entries = TopicEntries(taxonomy.topics)
        self._finders: dict[str, TermFinder] = {}
        self._last: OrderedDict[tuple[str, str | None], FoundTerms] = OrderedDict()
        self._concepts: dict[int, TopicConcepts] = {}

    def suggest(
        self,
        text: str,
        language: str | None,
        statistics: TermStatistics = NO_STATISTICS,
        lowest: float = MIN_SCORE,
        *,
        near: NearSections = NO_SECTIONS,
    ) -> tuple[Suggestion, ...]:
        """Return the topics for a text with a score from `lowest` on, best first.

        Statistics and the sections near it change the scores, and topics that the title names are kept. `language` is a BCP 47 tag; it is guessed if it is None or the text is clearly in another one. For a language without
        lists only names that are the same in all languages are searched for. Positions of evidence are code points of `text`.
        """
        return self.rank(self.find(text, language), statistics, lowest, near)

    def find(self, text: str, language: str | None) -> FoundTerms:
        """Return the terms that a text has; `language` is a BCP 47 tag, guessed if None. The last texts are remembered."""
        known = self._last.get((text, language))
        if known is not None:
            return known
        base = section_language(text, language)
        compared = normalize(text)
        by_topic, words = hits_by_topic(self._finder(base), compared, self._too_common)
        relations = drop_covered_hits(by_topic.pop(RELATIONS, []))
        of_sports, of_private = by_topic.pop(SPORTS, []), by_topic.pop(PRIVATE, [])
        off_subject = frozenset(
            hit.entry.term.written for hit in drop_covered_hits([*of_sports, *of_private])
        )
        groups = self._terms_by_group(by_topic)
        curated = (hits for index, hits in by_topic.items() if index in self._marked)
        counted = drop_covered_hits([*chain.from_iterable(curated)])
        vocabulary = vocabulary_of(counted, base)
        on_subjects = vocabulary_of(filter(self._is_on_subject, counted), base)
        everyday = {
            hit.entry.term.written
            for index in self._everyday.keys() & by_topic.keys()
            for hit in by_topic[index]
        }
        others = frozenset(each for each in on_subjects if each[0] not in everyday)
        likely, hopeless = dict[int, list[TermHit]](), dict[int, list[TermHit]]()
        for index, hits in by_topic.items():
            is_likely = index in self._marked or self._may_suffice(hits)
            (likely if is_likely else hopeless)[index] = hits
        found = FoundTerms(
            text,
            compared,
            shape_of(compared.text),
            base,
            relations,
            bool(of_sports),
            off_subject,
            groups,
            vocabulary,
            SubjectTerms(on_subjects, others),
            likely,
            hopeless,
            words,
        )
        while len(self._last) >= _REMEMBERED:
            # In one step: a job may look for terms at the same time.
            self._last.popitem(last=False)
        self._last[text, language] = found
        return found

    def _is_on_subject(self, hit: TermHit) -> bool:
        """Return whether a hit of a curated list is neither of one's own topics nor a country nor an ordinary word."""
        topic = hit.entry.topic
        return not (hit.entry.term.weak or topic in self._own or self._topics[topic].territories)

    def _may_suffice(self, hits: list[TermHit]) -> bool:
        """Return whether terms of an unmarked topic may suggest it: some are rare enough, or there are many."""
        if len(hits) > len(self._too_common):
            return True
        most = self._too_common[len(hits) - 1]
        return any(hit.entry.commonness <= most for hit in hits)

    def _is_common(self, entry: TermEntry) -> bool:
        """Return whether an entry is too common to suggest its topic if it occurs once."""
        is_plain = entry.topic not in self._marked and entry.role == "term"
        return (
            is_plain and not self._topics[entry.topic].territories and entry.commonness > self._too_common[0]
        )

    def topics_with_terms(self, phrase: str, language: str) -> frozenset[str]:
        """Return the topics of which a phrase in a language (BCP 47 tag) has a term."""
        hits, words = hits_by_topic(
            self._finder(section_language("", language)), normalize(phrase), self._too_common
        )
        named = (i for i, found in hits.items() if any(hit.entry.role == "term" for hit in found))
        common = chain.from_iterable(word.match.topics for word in words)
        return frozenset(self._topics[index].id for index in chain(named, common))

    def rank(
        self,
        terms: FoundTerms,
        statistics: TermStatistics = NO_STATISTICS,
        lowest: float = MIN_SCORE,
        near: NearSections = NO_SECTIONS,
    ) -> tuple[Suggestion, ...]:
        """Return the topics for the terms of a text with a score from `lowest` on, best first.

        Topics that are not to be suggested have a score below MIN_SCORE.
        """
        scored = self._scored(terms, statistics, lowest, near)
        return self._ranked(scored, terms, statistics, lowest, near)

    def _ranked(
        self,
        found: Mapping[int, ScoredTopic],
        terms: FoundTerms,
        statistics: TermStatistics,
        lowest: float,
        near: NearSections = NO_SECTIONS,
        *,
        with_asides: bool = False,
    ) -> tuple[Suggestion, ...]:
        """Return the suggestions from scored topics; `with_asides` also those that the text names in passing."""
        alone = {index: topic.score for index, topic in found.items()}
        least = least_beside(max(alone.values(), default=0.0))
        scores = self._scores_near(alone, near) if near else alone.copy()
        self._drop_broader(scores, found)

        def rank(index: int) -> tuple[float, str]:
            return -scores[index], self._topics[index].id

        ranked = sorted(scores, key=rank)
        titled = {self._indices[topic] for topic in near.titled if topic in self._indices}
        strong = {index for index in titled if alone.get(index, 0.0) >= STRONG_SCORE}
        kept = self._own | named_most(found, self._topics) | strong
        sure = kept | titled | {index for index, score in alone.items() if score >= SURE}
        likely = [index for index in ranked if index in sure or not MIN_SCORE <= scores[index] < least]
        distinct = self._without_equals(likely)
        best = self._drop_asides(distinct, found, scores, terms, near, with_asides=with_asides)
        if near:
            # The sections near it say which topics are offered; how strong they are, and in which order, only the section.
            scores |= {index: max(alone[index], MIN_SCORE) for index in best}
            ranked.sort(key=rank)
            best.sort(key=rank)
        if statistics:
            scores |= {
                index: max(scores[index], self._accepted_score(index, found[index], terms, statistics))
                for index in best
            }
            ranked.sort(key=rank)
        countries = [index for index in best if found[index].by_mentions]
        offered = [index for index in best if index not in countries[MAX_COUNTRIES:]]
        shown = set(sorted(offered, key=lambda index: index not in kept)[:MAX_SUGGESTIONS])
        if lowest < MIN_SCORE:
            others = set(ranked).difference(shown, set(likely).difference(distinct))
            scores |= {index: min(scores[index], NEARLY) for index in others}
            shown |= others
        return tuple(
            self._suggestion(index, found[index], scores[index], terms, statistics, in_title=index in titled)
            for index in ranked
            if index in shown
        )

    def topics_without_terms(self, language: str) -> frozenset[str]:
        """Return the topics without terms and countries in a language (primary subtag), of which words tell nothing."""
        return frozenset(
            topic.id for topic in self._topics if not (topic.territories or topic.terms.get(language))
        )

    def knows(self, language: str) -> bool:
        """Return whether a topic has terms in a language (BCP 47 tag); else only names of several languages are found."""
        base = base_language(language)
        return any(base in topic.terms for topic in self._topics) or not self._topics

    def found_topics(
        self, text: str, language: str | None, statistics: TermStatistics = NO_STATISTICS
    ) -> SectionTopics:
        """Return the topics of a text alone, with those that it names in passing: sections near it may be about them."""
        support = self._support(text, language, statistics, MIN_SCORE, with_asides=True)
        terms = self.find(text, language)
        for index, hits in terms.by_topic.items():
            topic = self._topics[index]
            if topic.territories and not topic.counterparts:
                known = support.get(topic.id, TermSupport(0.0, frozenset()))
                support[topic.id] = replace(known, mentions=count_names(hits, terms.compared.text))
        return SectionTopics(support, terms.on_subjects, terms.off_subject, terms.measures.words)

    def term_support(self, text: str, language: str | None) -> dict[str, TermSupport]:
        """Return how the terms of a text support each topic, without judgements.

        The scores are those of the suggestions: below MIN_SCORE for topics that are not suggested.
        """
        return self._support(text, language, NO_STATISTICS, 0.0)

    def _support(
        self,
        text: str,
        language: str | None,
        statistics: TermStatistics,
        lowest: float,
        *,
        with_asides: bool = False,
    ) -> dict[str, TermSupport]:
        terms = self.find(text, language)
        found = self._scored(terms, statistics, lowest)
        ranked = self._ranked(found, terms, statistics, lowest, with_asides=with_asides)
        scores = {suggestion.topic: suggestion.score for suggestion in ranked}
        support = {
            self._topics[index].id: TermSupport(
                scores.get(self._topics[index].id, 0.0),
                frozenset(self._concept_of(index, terms.language, term) for term in topic.probabilities),
            )
            for index, topic in found.items()
        }
        return {topic: own for topic, own in support.items() if own.score >= lowest}

    def _scored(
        self,
        terms: FoundTerms,
        statistics: TermStatistics,
        lowest: float,
        near: NearSections = NO_SECTIONS,
    ) -> dict[int, ScoredTopic]:
        """Return the topics whose terms in a text have a score from `lowest` on, by their indices; any score near sections."""
        asked = terms.by_topic
        if lowest < MIN_SCORE:
            asked = {**asked, **terms.hopeless_hits()}
        elif near.topics:
            kept = {self._indices[topic] for topic, _ in near.topics if topic in self._indices}
            asked = {**asked, **terms.hopeless_hits(kept)}
        known = {} if statistics else terms.scored
        for index, hits in asked.items():
            if index not in known:
                known[index] = self._score_topic(index, hits, terms, statistics)
        scored = {index: known[index] for index in asked}
        for index in asked.keys() & {self._indices[topic] for topic in near.named if topic in self._indices}:
            scored[index] = self._score_topic(index, asked[index], terms, statistics, named_near=True)
        self._support_broader(scored)
        return {
            index: topic
            for index, topic in scored.items()
            if topic.probabilities and (near or topic.score >= lowest)
        }

    def _without_equals(self, ranked: list[int]) -> list[int]:
        """Return the topics without those for which a preferred topic with nearly the same meaning is present."""
        topics = {self._topics[index].id for index in ranked}
        preferred = preferred_topics()
        return [index for index in ranked if topics.isdisjoint(preferred.get(self._topics[index].id, ()))]

    def _drop_asides(
        self,
        ranked: list[int],
        found: Mapping[int, ScoredTopic],
        scores: Mapping[int, float],
        terms: FoundTerms,
        near: NearSections,
        *,
        with_asides: bool,
    ) -> list[int]:
        """Return the topics that are probable enough, without those that a section probably names in passing beside better ones."""
        topics_near, groups_near = {topic for topic, _ in near.topics}, near.groups(self._distinctive_groups)
        kept: list[int] = []
        seen: set[tuple[int, int]] = set()
        groups: set[str] = set()
        for index in ranked:
            if scores[index] < MIN_SCORE:
                break
            topic, own = found[index], self._topics[index]
            related = own.group in groups
            stays = index in self._own or own.id in near.titled
            if not (with_asides or stays):
                near_it = (own.id in topics_near) + (self._distinctive_groups.get(own.id, "") in groups_near)
                better = sum(not self._topics[each].territories for each in kept)
                if is_aside(topic, own, terms.measures, near_it, better, related=related):
                    continue
            places = {(hit.start, hit.end) for hit in topic.hits}
            # Countries are found only in company, and do not count as better ones.
            if not own.territories:
                least = least_further(
                    terms.measures,
                    several=len(topic.probabilities) > 1,
                    related=related,
                    shared=places <= seen,
                )
                if groups and scores[index] < least and not (index in self._special or stays):
                    continue
                groups.add(own.group)
            kept.append(index)
            seen |= places
        if not with_asides:
            kept = self._on_subject(self._without_lone_words(kept, found, terms, near), found, terms, near)
        if len(kept) == 1 and self._is_doubtful(kept[0], found[kept[0]], scores[kept[0]], terms, near):
            kept = []
        return kept

    def _on_subject(
        self, kept: list[int], found: Mapping[int, ScoredTopic], terms: FoundTerms, near: NearSections
    ) -> list[int]:
        """Return the topics that stay where a text has little of curated lists that cover all public affairs.

        With too little for its length and that of the texts near it, or beside words of sports and private life, it is on
        something else, unless its title has some. Words of everyday topics do not show that a long text is on public affairs.
        """
        if terms.language not in self._broad:
            return kept
        has = len(terms.vocabulary) + len(near.concepts) - PER_OFF_SUBJECT * len(terms.off_subject)
        lacks = terms.measures.least_terms - has
        several = self._special.union(i for i in kept if has_several_terms(found[i]))
        kept = [i for i in kept if i in self._own or lacks <= SEVERAL_TERMS * (i in several)]
        if near.opening.others:
            return kept
        words = terms.measures.words + near.words
        vocabulary = terms.on_subjects.joined([near.vocabulary])
        off_subject = len(terms.off_subject | near.off_subject)
        loss = off_subject if off_subject > ENOUGH_OFF_SUBJECT else 0
        by_others = least_in_text(len(vocabulary.others) - loss, words, everyday=True)
        by_any = max(by_others, least_in_text(len(vocabulary.terms) - loss, words))
        least = 0.0 if near.opening.terms else by_any
        free = self._own.union(i for i in kept if i not in self._marked)
        bars = {i: max(by_others if self._everyday.get(i) else 0.0, least) for i in kept}
        return [i for i in kept if i in free or found[i].score >= bars[i]]

    def _without_lone_words(
        self, ranked: list[int], found: Mapping[int, ScoredTopic], terms: FoundTerms, near: NearSections
    ) -> list[int]:
        """Return the topics without those that rest on little, without company by their group, beside better ones.

        If its words only name who acts, a topic needs company also if it is the best one, and several hits if it is not.
        """
        groups = Counter(self._topics[index].group for index in ranked)
        topics_near, groups_near = near.titled.union(dict(near.topics)), near.groups(self._distinctive_groups)
        is_long = terms.measures.is_long

        def may_stay(better: int, index: int) -> bool:
            own = self._topics[index]
            if own.id in topics_near or self._distinctive_groups.get(own.id, "") in groups_near:
                return True
            is_on_actors = own.id in topics_of_actors()
            if is_on_actors and better and not is_long and len(found[index].hits) < LEAST_HITS_OF_ACTORS:
                return False
            in_company = not (better or is_on_actors) or bool(own.territories) or groups[own.group] > 1
            return in_company or index in self._special or not rests_on_little(found[index])

        # In a long section, the countries that it names are not what it is about instead of other topics.
        counted = [not (is_long and self._topics[index].territories) for index in ranked]
        return [index for place, index in enumerate(ranked) if may_stay(sum(counted[:place]), index)]

    def _is_doubtful(
        self, index: int, topic: ScoredTopic, score: float, terms: FoundTerms, near: NearSections
    ) -> bool:
        """Return whether the only topic of a section rests on too little.

        That is one word that occurs there once, or one ordinary word in all of several sections.
        """
        if index in self._own:
            return False
        if len(topic.hits) == 1 and not topic.by_mentions:
            group = self._distinctive_groups.get(self._topics[index].id, "")
            is_improbable = index in self._marked and score < LEAST_ALONE
            is_far = group not in near.groups(self._distinctive_groups)
            if (terms.in_sports and not near.topics) or (is_improbable and is_far):
                return True
        entry = topic.hits[0].entry
        concept = self._concept_of(index, terms.language, entry.term.written)
        is_in_all = near.count >= SEVERAL_SECTIONS and near.concepts <= {concept}
        return is_in_all and len(topic.probabilities) == 1 and entry.commonness >= ORDINARY

    def _support_broader(self, scored: dict[int, ScoredTopic]) -> None:
        """Raise the scores of broader topics with terms in the text by those of narrower ones."""
        for index, topic in tuple(scored.items()):
            for wider in self._broader.get(index, ()):
                if wider in scored and scored[wider].probabilities:
                    raised = joint_score((scored[wider].score, NARROWER_SUPPORT * topic.score))
                    scored[wider] = replace(scored[wider], score=raised)

    def _drop_broader(self, scores: dict[int, float], found: Mapping[int, ScoredTopic]) -> None:
        """Drop broader topics whose words are all those of a strong narrower one."""
        for index in tuple(scores):
            for wider in self._broader.get(index, ()):
                if wider in scores and scores.get(index, 0.0) >= STRONG_SCORE:
                    places = {(hit.start, hit.end) for hit in found[index].hits}
                    if all((hit.start, hit.end) in places for hit in found[wider].hits):
                        del scores[wider]

    def _scores_near(self, scores: Mapping[int, float], near: NearSections) -> dict[int, float]:
        """Return scores in the light of the sections near the text."""
        topics, groups = dict(near.topics), near.groups(self._distinctive_groups)
        changed = {}
        for index, score in scores.items():
            own = self._topics[index]
            changed[index] = score_near(
                score,
                same=topics.get(own.id, 0.0),
                related=groups.get(self._distinctive_groups.get(own.id, ""), 0.0),
                may_fall=not (index in self._own or own.territories or own.id in near.titled),
            )
        return changed

    def _score_topic(
        self,
        index: int,
        hits: list[TermHit],
        terms: FoundTerms,
        statistics: TermStatistics,
        *,
        named_near: bool = False,
    ) -> ScoredTopic:
        mentions: list[TermHit] = []
        mentioned = 0.0
        if self._topics[index].territories:
            hits, mentions, mentioned = split_mentions(
                hits,
                terms.compared.text,
                terms.relations,
                terms.measures,
                self._topics[index],
                in_sports=terms.in_sports,
                named_near=named_near,
            )
        counted = drop_covered_hits(hits)
        in_group = terms.by_group.get(self._topics[index].group)
        related = len(in_group.difference(hit.entry.term.written for hit in counted)) if in_group else 0
        by_term = hits_by_term(counted)
        probabilities = {
            written: self._term_probability(index, of_term, related, terms)
            for written, of_term in by_term.items()
        }
        if mentions:
            probabilities[mentions[0].entry.term.written] = mentioned
            counted = drop_covered_hits([*counted, *mentions])
        if statistics:
            for written, probability in probabilities.items():
                concept = self._concept_of(index, terms.language, written)
                probabilities[written] = statistics.probability(concept, probability)
        score = joint_score(probabilities.values())
        return ScoredTopic(score, counted, probabilities, bool(mentions) and not hits, bool(related))

    def _terms_by_group(self, hits: Mapping[int, list[TermHit]]) -> dict[str, frozenset[str]]:
        """Return the terms that were found of the topics of each group."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for index, of_topic in hits.items():
            if index in self._marked and (group := self._topics[index].group):
                found[group].update(hit.entry.term.written for hit in of_topic if hit.entry.role == "term")
        return {group: frozenset(terms) for group, terms in found.items()}

    def _term_probability(self, index: int, hits: list[TermHit], related: int, terms: FoundTerms) -> float:
        """Return the probability that a term with some hits is right."""
        entry, marked = hits[0].entry, index in self._marked
        commonness = entry.commonness
        if not entry.term.is_case_sensitive:
            # A form may be a common word of its own: paro, para.
            folded = terms.compared.folded
            frequency_of = frequencies_of(terms.language).word
            commonness = max(commonness, min(frequency_of(folded[hit.start : hit.end]) for hit in hits))
        loss = terms.measures.length_weight + (0.0 if marked else self._vocabulary_weight)
        return term_probability(
            commonness,
            weak=entry.term.weak,
            marked=marked,
            count=len(hits),
            in_lead=hits[0].start < terms.measures.lead,
            related=related,
            loss=loss,
        )

    def _accepted_score(
        self, index: int, topic: ScoredTopic, terms: FoundTerms, statistics: TermStatistics
    ) -> float:
        """Return the score of a suggested topic in the light of what was accepted for its terms."""
        return joint_score(
            statistics.accepted_probability(self._concept_of(index, terms.language, written), probability)
            for written, probability in topic.probabilities.items()
        )

    def _suggestion(
        self,
        index: int,
        scored: ScoredTopic,
        score: float,
        terms: FoundTerms,
        statistics: TermStatistics,
        *,
        in_title: bool,
    ) -> Suggestion:
        known = NEVER_JUDGED
        if statistics:
            best = max(scored.probabilities, key=lambda term: (scored.probabilities[term], term))
            known = statistics.record(self._concept_of(index, terms.language, best))
        return Suggestion(
            topic=self._topics[index].id,
            score=score,
            evidence=_evidence(scored.hits, terms.text, terms.compared),
            accepted=known.accepted,
            rejected=known.rejected,
            in_title=in_title,
        )

    def _concept_of(self, index: int, language: str, written: str) -> TermConcept:
        concepts = self._concepts.get(index)
        if concepts is None:
            concepts = self._concepts[index] = TopicConcepts(self._topics[index])
        return self._topics[index].id, concepts.number_of(language, written)

    def is_prepared(self, language: str | None) -> bool:
        """Return whether suggestions for a language need no preparation, which takes a moment for many topics."""
        few = len(self._topics) <= _FEW_TOPICS
        return few or language is None or section_language("", language) in self._finders

    def prepare(self, language: str) -> None:
        """Prepare suggestions for a language; another thread may do it."""
        self._finder(section_language("", language))

    def _finder(self, language: str) -> TermFinder:
        finder = self._finders.get(language)
        if finder is None:
            finder = TermFinder(self._entries.of_language(language), self._is_common)
            self._finders[language] = finder
        return finder
