// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/say/Explanation.h"

#include "core/ask/link/Glossary.h"
#include "core/ask/say/Phrasing.h"
#include "core/text/Counted.h"
#include "core/text/NameParts.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

namespace {

constexpr qsizetype mostJoinsSaid = 5;

QString translated(const char *text)
{
    return QCoreApplication::translate("Explanation", text);
}

QString capitalised(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

/// The sentences about one meaning.
class Explainer
{
public:
    Explainer(const Meaning &meaning, const SchemaIndex &index)
        : m_meaning(meaning)
        , m_index(index)
        , m_say(meaning, index)
    {}

    QStringList sentences() const;

private:
    QString shows() const;
    QString orders() const;
    std::set<int> metrics() const;

    const Meaning &m_meaning;
    const SchemaIndex &m_index;
    Phrasing m_say;
};

QString Explainer::shows() const
{
    QString what = m_say.shown();
    if (what.isEmpty())
        what = translated("the number of %1").arg(m_say.rows(m_meaning.entity));
    QStringList groups;
    for (const Place group : m_meaning.groups)
        groups << m_say.group(group);
    QString text = m_meaning.distinct ? translated("Shows each different value of %1 once").arg(what)
                                      : translated("Shows %1").arg(what);
    if (!groups.isEmpty())
        text = translated("%1 for each %2").arg(text, enumerated(groups));
    QStringList conditions;
    if (!m_meaning.where.empty())
        conditions << m_say.restrictions(m_meaning.where);
    for (const GroupCondition &having : m_meaning.having)
        conditions << m_say.condition(having);
    for (const Absence &absence : m_meaning.absences)
        conditions << m_say.absence(absence);
    if (!conditions.isEmpty())
        text = translated("%1, where %2").arg(text, enumerated(conditions));
    return QString(text + u'.');
}

QString Explainer::orders() const
{
    QStringList keys;
    for (const OrderKey &key : m_meaning.order)
        keys << m_say.orderOf(key);
    const QString first = keys.join(translated(", then "));
    if (!m_meaning.limit)
        return keys.isEmpty() ? QString() : capitalised(translated("%1 comes first.").arg(first));
    if (keys.isEmpty())
        return counted(*m_meaning.limit, translated("Only one row is shown."), translated("Only %1 rows are shown."));
    // The number is put in before the figure, which may hold digits of its own.
    return counted(*m_meaning.limit, translated("Only the one with [figure] is shown."),
                   translated("Only the %1 with [figure] are shown."))
        .replace(u"[figure]"_s, first);
}

/// Those whose figures are shown, ordered by or compared.
std::set<int> Explainer::metrics() const
{
    std::set<int> metrics;
    const auto add = [&](const Measure &measure) {
        if (measure.metric >= 0)
            metrics.insert(measure.metric);
    };
    for (const Measure &output : m_meaning.outputs)
        add(output);
    for (const OrderKey &key : m_meaning.order)
        add(key.measure);
    for (const GroupCondition &having : m_meaning.having)
        add(having.measure);
    return metrics;
}

QStringList Explainer::sentences() const
{
    QStringList sentences{shows()};
    if (const QString order = orders(); !order.isEmpty())
        sentences << order;
    for (const int metric : metrics()) {
        const GlossaryMetric &said = m_index.glossary()->metric(metric);
        sentences << QString(capitalised(translated("%1 is %2").arg(said.name, said.definition)) + u'.');
    }
    return sentences;
}

/// Says what the words of a question were taken for.
class WordExplainer
{
public:
    WordExplainer(const Meaning &meaning, const Items &items, const Words &words, const SchemaIndex &index)
        : m_meaning(meaning)
        , m_items(items)
        , m_words(words)
        , m_index(index)
        , m_say(meaning, index)
    {
        for (const Measure &output : meaning.outputs)
            m_used.insert(output.of);
        for (const Restriction &restriction : meaning.where)
            m_used.insert(restriction.column);
        for (const Place group : meaning.groups)
            m_used.insert(group);
        for (const GroupCondition &having : meaning.having)
            m_used.insert(having.measure.of);
        for (const OrderKey &key : meaning.order)
            m_used.insert(key.measure.of);
        for (const int table : meaning.tables)
            m_used.insert(Place{table, -1});
    }

    QStringList sentences() const;

private:
    QString textOf(const Item &item) const;
    QString valueSentence(const Item &item) const;
    QString nameSentence(const Item &item) const;
    bool isNamed(Place column) const;

    const Meaning &m_meaning;
    const Items &m_items;
    const Words &m_words;
    const SchemaIndex &m_index;
    Phrasing m_say;
    std::set<Place> m_used;
};

QString WordExplainer::textOf(const Item &item) const
{
    QStringList texts;
    for (size_t i = item.begin; i < std::min(item.end, m_words.size()); ++i)
        texts << m_words[i].text;
    return texts.join(u' ');
}

bool WordExplainer::isNamed(Place column) const
{
    return std::ranges::any_of(m_items, [&](const Item &item) {
        return item.kind == Item::Kind::Column
               && std::ranges::any_of(item.mentions, [&](const Mention &m) { return m.place == column; });
    });
}

/// "“Osaka” was taken for the city of a customer."
QString WordExplainer::valueSentence(const Item &item) const
{
    for (const Restriction &restriction : m_meaning.where) {
        for (const Literal &value : restriction.values) {
            const bool meant = std::ranges::any_of(item.mentions, [&](const Mention &m) {
                return m.place == restriction.column && m.value == value.text;
            });
            if (!meant)
                continue;
            const QString said = textOf(item);
            const bool same = said.compare(value.text, Qt::CaseInsensitive) == 0;
            if (same && isNamed(restriction.column))
                return {};
            const QString of =
                translated("%1 of a %2").arg(m_say.bareColumn(restriction.column), m_say.row(restriction.column.table));
            return same ? translated("%1 was taken for the %2.").arg(quoted(said), of)
                        : translated("%1 was taken for %2, the %3.").arg(quoted(said), quoted(value.text), of);
        }
    }
    return {};
}

/// "“pay” was taken as another word for salary."
QString WordExplainer::nameSentence(const Item &item) const
{
    const auto chosen =
        std::ranges::find_if(item.mentions, [&](const Mention &m) { return m.metric < 0 && m_used.contains(m.place); });
    if (chosen == item.mentions.end())
        return {};
    const QString name = chosen->place.isTable() ? m_say.rows(chosen->place.table) : m_say.ownedColumn(chosen->place);
    const QString said = quoted(textOf(item));
    switch (chosen->kind) {
    case LinkKind::Synonym:
    case LinkKind::Broader:
    case LinkKind::Narrower:
        return translated("%1 was taken as another word for %2.").arg(said, name);
    case LinkKind::Derived:
    case LinkKind::Similar:
    case LinkKind::Related:
        return translated("%1 was taken for %2.").arg(said, name);
    case LinkKind::Fuzzy:
        return translated("%1 was read as %2.").arg(said, name);
    case LinkKind::Described:
        return translated("%1 was taken for %2, by what is written about it.").arg(said, name);
    case LinkKind::Exact:
    case LinkKind::Form:
    case LinkKind::Abbreviation:
    case LinkKind::Equivalent:
    case LinkKind::Partial:
        break;
    }
    return {};
}

QStringList WordExplainer::sentences() const
{
    QStringList sentences;
    for (const Item &item : m_items) {
        QString sentence;
        if (item.kind == Item::Kind::Value)
            sentence = valueSentence(item);
        else if (item.kind == Item::Kind::Table || item.kind == Item::Kind::Column)
            sentence = nameSentence(item);
        if (!sentence.isEmpty() && !sentences.contains(sentence))
            sentences << sentence;
    }
    return sentences;
}

/// The column that joins a table to those before it, when it may be shown.
QString joinColumn(const sql::Source &source, const SchemaIndex &index, const std::vector<int> &tables)
{
    const sql::ExpressionPtr &on = source.on;
    if (!on || on->kind != sql::Expression::Kind::Compare || on->operands.size() != 2)
        return {};
    const QString name = on->operands[1]->name;
    for (const int table : tables) {
        if (index.table(table).name != source.table)
            continue;
        for (const Place place : index.columnsOf(table)) {
            if (index.column(place).name == name)
                return index.facts(place).hidden ? QString() : humanName(name);
        }
    }
    return {};
}

} // namespace

QString explain(const Meaning &meaning, const SchemaIndex &index)
{
    return Explainer(meaning, index).sentences().join(u' ');
}

QString explainJoins(const Plan &plan, const SchemaIndex &index)
{
    const std::vector<sql::Source> &from = plan.select.from;
    if (from.size() < 2 || qsizetype(from.size()) > mostJoinsSaid)
        return {};
    QStringList joins;
    for (size_t i = 1; i < from.size(); ++i) {
        const QString column = joinColumn(from[i], index, plan.tables);
        const QString table = plural(humanName(from[i].table));
        joins << (column.isEmpty() ? translated("the %1").arg(table) : translated("the %1 (by %2)").arg(table, column));
    }
    return translated("The %1 are joined with %2.").arg(plural(humanName(from.front().table)), enumerated(joins));
}

QStringList explainWords(const Meaning &meaning, const Items &items, const Words &words, const SchemaIndex &index)
{
    return WordExplainer(meaning, items, words, index).sentences();
}

} // namespace tabletalk::ask
