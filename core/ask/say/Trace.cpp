// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/say/Trace.h"

#include "core/ask/say/Explanation.h"
#include "core/sql/QueryPrinter.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

namespace {

constexpr size_t mostMentionsTold = 5; ///< of a span
constexpr size_t mostCandidatesTold = 5;

QString nameOf(CueKind kind)
{
    switch (kind) {
    case CueKind::Filler:
        return u"asks"_s;
    case CueKind::HowMany:
        return u"count"_s;
    case CueKind::HowMuch:
        return u"how much"_s;
    case CueKind::Average:
        return u"average"_s;
    case CueKind::Total:
        return u"total"_s;
    case CueKind::Most:
        return u"most"_s;
    case CueKind::Superlative:
        return u"superlative"_s;
    case CueKind::Common:
        return u"most common"_s;
    case CueKind::Compare:
        return u"comparison"_s;
    case CueKind::OrMore:
        return u"or more"_s;
    case CueKind::Between:
        return u"between"_s;
    case CueKind::Each:
        return u"for each"_s;
    case CueKind::By:
        return u"by"_s;
    case CueKind::OrderBy:
        return u"order"_s;
    case CueKind::Direction:
        return u"direction"_s;
    case CueKind::Not:
        return u"not"_s;
    case CueKind::Or:
        return u"or"_s;
    case CueKind::And:
        return u"and"_s;
    case CueKind::Both:
        return u"both"_s;
    case CueKind::Distinct:
        return u"different"_s;
    case CueKind::Top:
        return u"top"_s;
    case CueKind::Missing:
        return u"missing"_s;
    default:
        return u"function word"_s;
    }
}

QString nameOf(LinkKind kind)
{
    switch (kind) {
    case LinkKind::Exact:
        return u"exact"_s;
    case LinkKind::Form:
        return u"form"_s;
    case LinkKind::Abbreviation:
        return u"abbreviation"_s;
    case LinkKind::Equivalent:
        return u"equivalent"_s;
    case LinkKind::Partial:
        return u"partial"_s;
    case LinkKind::Synonym:
        return u"synonym"_s;
    case LinkKind::Derived:
        return u"derived"_s;
    case LinkKind::Broader:
        return u"broader"_s;
    case LinkKind::Narrower:
        return u"narrower"_s;
    case LinkKind::Related:
        return u"related"_s;
    case LinkKind::Similar:
        return u"similar"_s;
    case LinkKind::Fuzzy:
        return u"fuzzy"_s;
    case LinkKind::Described:
        return u"described"_s;
    }
    return {};
}

QString nameOf(Item::Kind kind)
{
    switch (kind) {
    case Item::Kind::Cue:
        return u"cue"_s;
    case Item::Kind::Table:
        return u"table"_s;
    case Item::Kind::Column:
        return u"column"_s;
    case Item::Kind::Metric:
        return u"metric"_s;
    case Item::Kind::Value:
        return u"value"_s;
    case Item::Kind::Number:
        return u"number"_s;
    case Item::Kind::Quoted:
        return u"quotation"_s;
    case Item::Kind::Unknown:
        return u"unknown"_s;
    default:
        return u"other"_s;
    }
}

QString decimal(double number)
{
    return QString::number(number, 'f', 2);
}

/// Writes the lines.
class Tracer
{
public:
    Tracer(const Search &search, const std::vector<Found> &found, const SchemaIndex &index, const Weights &weights)
        : m_search(search)
        , m_found(found)
        , m_index(index)
        , m_weights(weights)
    {}

    std::vector<QString> write();

private:
    void heading(const QString &text);
    void line(const QString &text) { m_lines.push_back(QString(u"  "_s + text)); }
    void words();
    void links();
    void conversation();
    void items(const Found &best);
    void meaning(const Found &best);
    void plan(const Found &best);
    void candidates();
    void whyFirst();
    QString placeName(Place place) const;
    QString textOf(size_t begin, size_t end) const;
    QString mentions(const std::vector<Mention> &mentions) const;
    QStringList features(const Traits &traits) const;

    const Search &m_search;
    const std::vector<Found> &m_found;
    const SchemaIndex &m_index;
    const Weights &m_weights;
    std::vector<QString> m_lines;
};

void Tracer::heading(const QString &text)
{
    if (!m_lines.empty())
        m_lines.emplace_back();
    m_lines.push_back(text);
}

QString Tracer::placeName(Place place) const
{
    if (place.table < 0)
        return u"-"_s;
    const QString table = m_index.table(place.table).name;
    return place.isTable() ? table : QString(table + u'.' + m_index.column(place).name);
}

QString Tracer::textOf(size_t begin, size_t end) const
{
    QStringList texts;
    for (size_t i = begin; i < std::min(end, m_search.words().size()); ++i)
        texts << m_search.words()[i].text;
    return texts.join(u' ');
}

void Tracer::words()
{
    heading(u"Words"_s);
    for (const Word &word : m_search.words()) {
        switch (word.kind) {
        case Word::Kind::Number:
            line(QString(
                u"%1  %2 %3"_s.arg(word.text, word.ordinal ? u"ordinal"_s : u"number"_s).arg(word.number.value_or(0))));
            break;
        case Word::Kind::Quoted:
            line(QString(word.text + u"  quotation"_s));
            break;
        case Word::Kind::Sign:
            line(QString(word.text + u"  sign"_s));
            break;
        case Word::Kind::Plain:
            line(QString(word.text + (isStopWord(word.lower) ? u"  function word"_s : u"  stem "_s + word.stem)));
            break;
        }
    }
}

QString Tracer::mentions(const std::vector<Mention> &mentions) const
{
    QStringList parts;
    for (const Mention &mention : mentions) {
        if (size_t(parts.size()) == mostMentionsTold) {
            parts << u"…"_s;
            break;
        }
        const QString value = mention.isValue ? QString(u'\'' + mention.value + u"' in ") : QString();
        parts << QString(value + placeName(mention.place) + u' ' + decimal(mention.score) + u" ("_s
                         + nameOf(mention.kind) + u')');
    }
    return parts.join(u", "_s);
}

void Tracer::links()
{
    heading(u"Links: what the words may name, and how well they fit"_s);
    for (size_t i = 0; i < m_search.words().size(); ++i) {
        for (const Span &span : m_search.links().startingAt(i)) {
            const QString text = textOf(span.begin, span.end);
            if (!span.names.empty())
                line(QString(text + u"  names "_s + mentions(span.names)));
            if (!span.values.empty())
                line(QString(text + u"  value "_s + mentions(span.values)));
        }
    }
}

void Tracer::conversation()
{
    const Turn *turn = m_search.turn();
    if (turn == nullptr)
        return;
    heading(u"Conversation"_s);
    line(QString(u"goes on with: "_s + explain(m_search.earlier()->meaning, m_index)));
    line(QString(u"in favour of going on: "_s + decimal(turn->strength)));
    QStringList says;
    const auto add = [&](bool said, const QString &name) {
        if (said)
            says << name;
    };
    add(turn->refers == Turn::Refers::Rows, u"refers to its rows"_s);
    add(turn->refers == Turn::Refers::Row, u"refers to its row"_s);
    add(turn->adds, u"adds"_s);
    add(turn->replaces, u"replaces"_s);
    add(turn->narrows, u"narrows"_s);
    add(turn->excludes, u"excludes"_s);
    add(turn->reverses, u"reverses"_s);
    add(turn->unlimited, u"all rows"_s);
    add(turn->asksWhich, u"asks which"_s);
    if (!says.isEmpty())
        line(says.join(u", "_s));
}

void Tracer::items(const Found &best)
{
    heading(u"Items: how the words were cut, in the best candidate"_s);
    for (const Item &item : best.items) {
        if (item.kind == Item::Kind::End)
            continue;
        QString text = textOf(item.begin, item.end) + u"  "_s + nameOf(item.kind);
        if (item.kind == Item::Kind::Cue)
            text += u" ("_s + nameOf(item.cue.kind) + u')';
        else if (!item.mentions.empty())
            text += u' ' + mentions({item.mentions.front()});
        line(text);
    }
}

void Tracer::meaning(const Found &best)
{
    heading(u"Meaning"_s);
    line(explain(best.meaning, m_index));
    line(QString(u"rows of "_s + placeName({best.meaning.entity, -1})
                 + (best.continues ? u", with what was asked before"_s : QString())));
    QStringList unused;
    for (const size_t word : best.meaning.unusedWords)
        unused << textOf(word, word + 1);
    if (!unused.isEmpty())
        line(QString(u"not used: "_s + unused.join(u", "_s)));
}

void Tracer::plan(const Found &best)
{
    heading(u"Plan"_s);
    QStringList tables;
    for (const int table : best.plan.tables)
        tables << placeName({table, -1});
    line(QString(u"reads "_s + tables.join(u", "_s)));
    for (size_t i = 1; i < best.plan.select.from.size(); ++i) {
        const sql::Source &source = best.plan.select.from[i];
        const bool plain = source.on && source.on->kind == sql::Expression::Kind::Compare;
        const auto name = [](const sql::ExpressionPtr &e) { return QString(e->qualifier + u'.' + e->name); };
        line(QString(
            u"joins "_s + source.table
            + (plain ? QString(u" where "_s + name(source.on->operands[0]) + u" = "_s + name(source.on->operands[1]))
                     : QString())));
    }
    line(best.sql);
}

/// Each with what it counts, the weightiest first.
QStringList Tracer::features(const Traits &traits) const
{
    std::vector<std::pair<double, QString>> counted;
    for (const auto &[name, amount] : traits) {
        const double counts = amount * m_weights.of(name);
        if (amount != 0)
            counted.emplace_back(counts, QString(QString::fromUtf8(name.data(), qsizetype(name.size())) + u' '
                                                 + QString::number(amount, 'g', 3) + u" ("_s
                                                 + (counts < 0 ? QString() : u"+"_s) + decimal(counts) + u')'));
    }
    std::ranges::stable_sort(counted, std::greater{}, [](const auto &c) { return std::abs(c.first); });
    QStringList texts;
    for (const auto &[counts, text] : counted)
        texts << text;
    return texts;
}

void Tracer::candidates()
{
    heading(
        u"Candidates: place in the ranking (score of the decisions), query, and traits with what each adds to it"_s);
    for (size_t i = 0; i < std::min(m_found.size(), mostCandidatesTold); ++i) {
        const Found &found = m_found[i];
        line(QString(QString::number(i + 1) + u". "_s + decimal(found.ranking) + u" ("_s + decimal(found.score)
                     + u")  "_s + found.sql));
        line(QString(u"   "_s + features(found.traits).join(u"  "_s)));
    }
    if (m_found.size() > mostCandidatesTold)
        line(u"and %1 more"_s.arg(m_found.size() - mostCandidatesTold));
}

void Tracer::whyFirst()
{
    heading(u"Why the first one"_s);
    if (m_found.size() < 2) {
        line(u"there is no other"_s);
        return;
    }
    const Found &first = m_found[0];
    const Found &second = m_found[1];
    line(u"%1 against %2 of the second in the ranking; their decisions differ in"_s.arg(decimal(first.ranking),
                                                                                        decimal(second.ranking)));
    Traits apart = first.traits;
    for (const auto &[name, amount] : second.traits)
        apart.add(name, -amount);
    double named = 0;
    for (const auto &[name, amount] : apart)
        named += amount * m_weights.of(name);
    line(features(apart).join(u"  "_s));
    line(u"and %1 by how well the words fit"_s.arg(decimal(first.score - second.score - named)));
}

std::vector<QString> Tracer::write()
{
    words();
    links();
    conversation();
    if (!m_found.empty()) {
        items(m_found.front());
        meaning(m_found.front());
        plan(m_found.front());
        candidates();
        whyFirst();
    }
    return std::move(m_lines);
}

} // namespace

std::vector<QString> traceOf(const Search &search, const std::vector<Found> &found, const SchemaIndex &index,
                             const Weights &weights)
{
    return Tracer(search, found, index, weights).write();
}

} // namespace tabletalk::ask
