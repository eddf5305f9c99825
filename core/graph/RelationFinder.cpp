// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/RelationFinder.h"

#include "core/graph/NameCues.h"
#include "core/graph/Words.h"

#include <QStringList>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tabletalk::graph {

namespace {

constexpr size_t mostRelations = 80; ///< of one text
constexpr size_t mostBetween = 14;   ///< words; what stands farther apart is named together
constexpr double byVerb = 1.0;
constexpr double byNoun = 0.9;
constexpr double byPreposition = 0.6;
constexpr double together = 0.3;

struct Label
{
    QString text;
    double weight = 0;
    bool ofSubject = false; ///< holds for what the sentence was about before: "and opened …"
    bool turned = false;    ///< from the second to the first
};

bool denies(const Word &word)
{
    return word.lower == u"not" || word.lower == u"never" || word.lower == u"no" || word.lower == u"nicht"
           || word.lower == u"nie" || word.lower == u"kein" || word.lower == u"keine" || word.lower.endsWith(u"n't");
}

bool joins(const Word &word)
{
    return word.lower == u"and" || word.lower == u"or" || word.lower == u"und" || word.lower == u"oder"
           || word.lower == u"y" || word.lower == u"et";
}

/// A verb that is not listed shows by its ending, in English at least.
bool isPastForm(const Word &word)
{
    constexpr qsizetype shortest = 6;
    return !word.capital && word.lower.size() >= shortest && word.lower.endsWith(u"ed");
}

class SentenceReader
{
public:
    SentenceReader(const QString &text, const WordText &words, std::vector<const Mention *> mentions, Span sentence)
        : m_text(text)
        , m_words(words.words)
        , m_mentions(std::move(mentions))
        , m_sentence(sentence)
    {}

    std::vector<Relation> read()
    {
        for (size_t i = 1; i < m_mentions.size(); ++i)
            relate(i - 1, i);
        return std::move(m_found);
    }

private:
    std::vector<const Word *> wordsBetween(qsizetype begin, qsizetype end) const
    {
        std::vector<const Word *> between;
        const auto from =
            std::ranges::lower_bound(m_words, begin, {}, [](const Word &word) { return word.span.begin; });
        for (auto word = from; word != m_words.end() && word->span.end <= end; ++word)
            between.push_back(&*word);
        return between;
    }

    void relate(size_t first, size_t second)
    {
        const Mention &a = *m_mentions[first];
        const Mention &b = *m_mentions[second];
        const auto between = wordsBetween(a.span.end, b.span.begin);
        const bool onlyJoined =
            std::ranges::all_of(between, [](const Word *word) { return joins(*word) || isArticle(word->lower); });
        if (onlyJoined && isListed(a, b, between)) { // as the one before it
            if (m_last && !m_last->text.isEmpty())
                add(*m_subject, b, *m_last);
            else
                add(a, b, {QString(), together});
            return;
        }
        Label label = goingOn(between).value_or(labelOf(between, second));
        if (label.ofSubject && !m_subject) // it is of somebody whom the sentence does not name
            label = {QString(), together};
        const bool ofTerm = a.kind == EntityKind::Term || b.kind == EntityKind::Term;
        if (ofTerm && label.weight < byNoun)
            label = {QString(), together};
        const Mention *from = label.ofSubject ? m_subject : &a;
        const Mention *to = &b;
        if (label.turned)
            std::swap(from, to);
        add(*from, *to, label);
        m_subject = from;
        m_last = label;
    }

    /// Whether only a comma or a conjunction stands between.
    bool isListed(const Mention &a, const Mention &b, const std::vector<const Word *> &between) const
    {
        if (!between.empty() && std::ranges::any_of(between, [](const Word *word) { return joins(*word); }))
            return true;
        const QString gap = m_text.mid(a.span.end, b.span.begin - a.span.end).trimmed();
        return gap == u"," || gap == u"、" || gap == u"/" || gap == u"と";
    }

    /// "founded by Ada in Rome", "moved from Leeds to York": of what the verb was said.
    std::optional<Label> goingOn(const std::vector<const Word *> &between) const
    {
        const bool leads = !between.empty() && between.size() <= 2 && isPreposition(between.front()->lower)
                           && between.front()->lower != u"of" && between.front()->lower != u"von"
                           && (between.size() == 1 || isArticle(between.back()->lower));
        if (!leads || !m_subject || !m_last || m_last->weight < byVerb || m_last->turned)
            return std::nullopt;
        const QStringList said = m_last->text.split(u' ');
        const bool open = said.size() == 1 || said.back() == u"by" || said.back() == u"from" || said.back() == u"von";
        if (!open)
            return std::nullopt;
        return Label{said.front() + u' ' + between.front()->lower, byVerb, true};
    }

    Label labelOf(const std::vector<const Word *> &between, size_t second) const
    {
        const double distance = double(between.size());
        Label none{QString(), together / (1 + distance / 8)};
        if (between.size() > mostBetween
            || std::ranges::any_of(between, [](const Word *word) { return denies(*word); }))
            return none;
        if (between.empty())
            return cjkLabel(second).value_or(none);
        if (auto verb = verbLabel(between))
            return *verb;
        if (auto noun = nounLabel(between))
            return *noun;
        if (auto verb = verbAfter(between, second))
            return *verb;
        const bool close = between.size() == 1 || (between.size() == 2 && isArticle(between.back()->lower));
        if (close && isPreposition(between.front()->lower))
            return {between.front()->lower, byPreposition};
        if (between.size() == 2 && isAuxiliary(between.front()->lower) && isPreposition(between.back()->lower))
            return {between.back()->lower, byPreposition};
        if (between.size() <= 2 && isRole(between.back()->lower)) // "Acme CEO Ada Lovelace"
            return {between.back()->lower, byNoun, false, true};
        return none;
    }

    /// The last verb before the second name, with the preposition that leads to it.
    std::optional<Label> verbLabel(const std::vector<const Word *> &between) const
    {
        qsizetype at = -1;
        for (size_t i = 0; i < between.size(); ++i) {
            const bool verb = isRelationVerb(between[i]->lower) || (isPastForm(*between[i]) && i + 3 >= between.size());
            const bool noun = i > 0 && (isArticle(between[i - 1]->lower) || isPreposition(between[i - 1]->lower));
            if (verb && !noun && !between[i]->capital)
                at = qsizetype(i);
        }
        if (at < 0)
            return std::nullopt;
        Label label{between[size_t(at)]->lower, byVerb};
        std::vector<size_t> prepositions;
        for (size_t i = size_t(at) + 1; i < between.size(); ++i) {
            if (between[i]->lower == u"that" || between[i]->lower == u"dass" || between[i]->lower == u"if")
                return std::nullopt; // what follows is another matter
            if (isPreposition(between[i]->lower))
                prepositions.push_back(i);
        }
        if (prepositions.size() > 1 && between[prepositions.back()]->lower == u"of")
            label.text = wordsFrom(between, size_t(at), prepositions.back());
        else if (!prepositions.empty())
            label.text += u' ' + between[prepositions.back()]->lower;
        const auto conjunction =
            std::find_if(between.begin(), between.begin() + at, [](const Word *word) { return joins(*word); });
        label.ofSubject =
            conjunction != between.begin() + at
            && std::none_of(between.begin(), conjunction, [](const Word *word) { return isRelationVerb(word->lower); });
        return label;
    }

    /// "founded by two engineers of"
    static QString wordsFrom(const std::vector<const Word *> &between, size_t first, size_t last)
    {
        constexpr size_t mostTold = 6;
        QStringList told;
        for (size_t i = first; i <= last && i < first + mostTold; ++i)
            told << between[i]->lower;
        return told.join(u' ');
    }

    std::optional<Label> nounLabel(const std::vector<const Word *> &between) const
    {
        for (size_t i = 0; i + 1 < between.size(); ++i) {
            const bool leadsTo =
                i + 2 == between.size() || (i + 3 == between.size() && isArticle(between[i + 2]->lower));
            const bool noun = isRelationNoun(between[i]->lower) || isRole(between[i]->lower);
            if (leadsTo && noun && isPreposition(between[i + 1]->lower))
                return Label{between[i]->lower + u' ' + between[i + 1]->lower, byNoun};
        }
        return std::nullopt;
    }

    /// "Acme hat Beta übernommen", "wurde von Beta übernommen".
    std::optional<Label> verbAfter(const std::vector<const Word *> &between, size_t second) const
    {
        if (!std::ranges::any_of(between, [](const Word *word) { return isAuxiliary(word->lower); }))
            return std::nullopt;
        const qsizetype end = second + 1 < m_mentions.size() ? m_mentions[second + 1]->span.begin : m_sentence.end;
        const auto after = wordsBetween(m_mentions[second]->span.end, end);
        const auto verb = std::ranges::find_if(after, [](const Word *word) { return isRelationVerb(word->lower); });
        if (verb == after.end())
            return std::nullopt;
        QString text = (*verb)->lower;
        const auto preposition = std::ranges::find_if(between.rbegin(), between.rend(),
                                                      [](const Word *word) { return isPreposition(word->lower); });
        if (preposition != between.rend() && preposition - between.rbegin() <= 2)
            text += u' ' + (*preposition)->lower;
        return Label{text, byVerb};
    }

    /// Japanese has its verb at the end.
    std::optional<Label> cjkLabel(size_t second) const
    {
        static const std::array<QString, 10> verbs = {u"買収"_s, u"設立"_s, u"製造"_s, u"提供"_s, u"販売"_s,
                                                      u"提携"_s, u"勤務"_s, u"収购"_s, u"收购"_s, u"供給"_s};
        const qsizetype from = m_mentions[second]->span.end;
        const QStringView rest = QStringView(m_text).mid(from, m_sentence.end - from);
        const auto verb = std::ranges::find_if(verbs, [&](const QString &one) { return rest.contains(one); });
        return verb == verbs.end() ? std::nullopt : std::optional(Label{*verb, byVerb});
    }

    void add(const Mention &from, const Mention &to, const Label &label)
    {
        if (from.key == to.key)
            return;
        Relation relation{from.key, to.key, label.text, label.weight, m_sentence};
        if (label.text.isEmpty() && relation.to < relation.from) // named together has no direction
            std::swap(relation.from, relation.to);
        const auto same = std::ranges::find_if(m_found, [&](const Relation &other) {
            return other.from == relation.from && other.to == relation.to && other.label == relation.label;
        });
        if (same == m_found.end())
            m_found.push_back(std::move(relation));
    }

    const QString &m_text;
    const std::vector<Word> &m_words;
    const std::vector<const Mention *> m_mentions;
    const Span m_sentence;
    const Mention *m_subject = nullptr;
    std::optional<Label> m_last;
    std::vector<Relation> m_found;
};

} // namespace

std::vector<Relation> relationsIn(const QString &text, const Reading &reading)
{
    std::vector<Relation> found;
    if (reading.mentions.size() < 2)
        return found;
    const WordText words = wordsOf(text);
    for (size_t sentence = 0; sentence < reading.sentences.size(); ++sentence) {
        std::vector<const Mention *> mentions;
        for (const Mention &mention : reading.mentions) {
            if (mention.sentence == int(sentence))
                mentions.push_back(&mention);
        }
        if (mentions.size() < 2)
            continue;
        for (Relation &relation :
             SentenceReader(text, words, std::move(mentions), reading.sentences[sentence]).read()) {
            if (found.size() < mostRelations)
                found.push_back(std::move(relation));
        }
    }
    return found;
}

} // namespace tabletalk::graph
