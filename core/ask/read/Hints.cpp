// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/read/Hints.h"

#include "core/ask/read/QuestionReader.h"
#include "core/schema/MetricExpression.h"
#include "core/schema/VocabularyCheck.h"
#include "core/text/NameParts.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

namespace {

constexpr qsizetype mostHints = 100;

SchemaPlace placeOf(const Table &table, const Column *column = nullptr)
{
    return {table.schema.isEmpty() ? std::nullopt : std::optional(table.schema), table.name,
            column ? std::optional(column->name) : std::nullopt};
}

/// The stems of a name or of words, without small words.
QStringList stemsOf(const QString &words)
{
    QStringList stems;
    for (const QString &word : folded(words).split(u' ', Qt::SkipEmptyParts)) {
        static const QStringList small{u"the"_s, u"a"_s, u"an"_s, u"of"_s, u"all"_s, u"table"_s, u"column"_s};
        if (!small.contains(word))
            stems << stemOf(word);
    }
    return stems;
}

bool isNumber(const Column &column)
{
    return column.type == ColumnType::Integer || column.type == ColumnType::Decimal || column.type == ColumnType::Real;
}

/// Reads hints against one schema.
class HintReader
{
public:
    explicit HintReader(const Schema &schema)
        : m_schema(schema)
    {}

    void read(const QString &hint);
    Vocabulary take() { return std::move(m_vocabulary); }

private:
    bool readMetric(const QString &name, const QString &definition);
    bool readArithmetic(Metric &metric, const QString &definition);
    bool readAggregate(Metric &metric, const QString &definition);
    void readMeaning(const QString &phrase, const QString &meaning);
    const Table *tableCalled(const QStringList &stems) const;
    const Column *columnCalled(const Table &table, const QStringList &stems) const;
    const Column *numberCalled(const Table &table, const QStringList &stems) const;
    std::optional<SchemaPlace> placeCalled(const QString &words) const;
    std::optional<MetricFilter> filterSaid(const Table &table, const QString &word) const;

    const Schema &m_schema;
    Vocabulary m_vocabulary;
};

const Table *HintReader::tableCalled(const QStringList &stems) const
{
    const auto found = std::ranges::find_if(m_schema.tables, [&](const Table &table) {
        return !stems.isEmpty() && stemsOf(humanName(table.name)) == stems;
    });
    return found == m_schema.tables.end() ? nullptr : &*found;
}

const Column *HintReader::columnCalled(const Table &table, const QStringList &stems) const
{
    const auto found = std::ranges::find_if(table.columns, [&](const Column &column) {
        const QStringList own = stemsOf(humanName(column.name));
        return !stems.isEmpty() && (own == stems || stemsOf(humanName(table.name)) + own == stems);
    });
    return found == table.columns.end() ? nullptr : &*found;
}

/// A column of numbers by its whole name, or by the end of its name where one alone ends so:
/// "price" for unit_price.
const Column *HintReader::numberCalled(const Table &table, const QStringList &stems) const
{
    if (const Column *column = columnCalled(table, stems))
        return isNumber(*column) ? column : nullptr;
    const Column *only = nullptr;
    for (const Column &column : table.columns) {
        const QStringList own = stemsOf(humanName(column.name));
        if (!isNumber(column) || stems.isEmpty() || own.size() < stems.size()
            || own.mid(own.size() - stems.size()) != stems)
            continue;
        if (only)
            return nullptr;
        only = &column;
    }
    return only;
}

/// "customers", "customers.city", "city of the customers", "city" where one table alone has it.
std::optional<SchemaPlace> HintReader::placeCalled(const QString &words) const
{
    const SchemaLookup lookup(m_schema);
    if (const auto written = placeFromText(words)) {
        const auto table = lookup.table(written->schema, written->table);
        if (table && (!written->column || lookup.column(*table, *written->column)))
            return written;
    }
    static const QRegularExpression ofTable(u"^(.+?)\\s+(?:of|in|column of)\\s+(?:the\\s+)?(.+)$"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    if (const auto match = ofTable.match(words); match.hasMatch()) {
        if (const Table *table = tableCalled(stemsOf(match.captured(2)))) {
            if (const Column *column = columnCalled(*table, stemsOf(match.captured(1))))
                return placeOf(*table, column);
        }
    }
    const QStringList stems = stemsOf(words);
    if (const Table *table = tableCalled(stems))
        return placeOf(*table);
    std::optional<SchemaPlace> only;
    for (const Table &table : m_schema.tables) {
        const Column *column = columnCalled(table, stems);
        if (column && only)
            return {};
        if (column)
            only = placeOf(table, column);
    }
    return only;
}

/// "paid" before the invoices: a value of one of their columns, or a flag.
std::optional<MetricFilter> HintReader::filterSaid(const Table &table, const QString &word) const
{
    for (const Column &column : table.columns) {
        for (const QString &sample : column.profile.samples) {
            if (sample.compare(word, Qt::CaseInsensitive) == 0)
                return MetricFilter{placeOf(table, &column), u"="_s, {sample}};
        }
    }
    for (const Column &column : table.columns) {
        const QStringList own = stemsOf(humanName(column.name));
        if (!own.contains(stemOf(word.toLower())) || own.size() > 2)
            continue;
        for (const QString &yes : {u"1"_s, u"true"_s, u"t"_s, u"y"_s, u"yes"_s}) {
            for (const QString &sample : column.profile.samples) {
                if (sample.compare(yes, Qt::CaseInsensitive) == 0)
                    return MetricFilter{placeOf(table, &column), u"="_s, {sample}};
            }
        }
    }
    return {};
}

/// "price minus cost", "quantity times unit price": summed over the rows of the one table that has both.
bool HintReader::readArithmetic(Metric &metric, const QString &definition)
{
    static const QRegularExpression step(
        u"\\s+(minus|plus|times|multiplied by|divided by|over)\\s+|\\s*([*/+]|-(?!\\w))\\s*"_s,
        QRegularExpression::CaseInsensitiveOption);
    QStringList names;
    QStringList operations;
    qsizetype from = 0;
    for (auto matches = step.globalMatch(definition); matches.hasNext();) {
        const auto match = matches.next();
        names << definition.sliced(from, match.capturedStart() - from);
        from = match.capturedEnd();
        const QString said = match.captured(0).trimmed().toLower();
        operations << (said == u"minus" || said == u"-"                               ? u"minus"_s
                       : said == u"plus" || said == u"+"                              ? u"plus"_s
                       : said == u"times" || said == u"*" || said == u"multiplied by" ? u"times"_s
                                                                                      : u"dividedBy"_s);
    }
    if (operations.isEmpty())
        return false;
    names << definition.sliced(from);
    static const QRegularExpression sumOf(u"^(?:the\\s+)?(?:sum|total)(?:\\s+of)?\\s+"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    names.front().remove(sumOf);
    for (const Table &table : m_schema.tables) {
        std::vector<const Column *> columns;
        for (const QString &name : names) {
            if (const Column *column = numberCalled(table, stemsOf(name.section(u'.', -1))))
                columns.push_back(column);
        }
        if (columns.size() != size_t(names.size()))
            continue;
        metric.aggregate = u"sum"_s;
        metric.of = placeOf(table, columns.front());
        for (size_t i = 1; i < columns.size(); ++i)
            metric.terms.push_back({operations[qsizetype(i) - 1], columns[i]->name});
        return true;
    }
    return false;
}

/// "sum of paid invoices", "number of active customers", "average total of orders".
bool HintReader::readAggregate(Metric &metric, const QString &definition)
{
    static const QRegularExpression opening(
        u"^(?:the\\s+)?(sum|total|average|mean|number|count|maximum|minimum)(?:\\s+of)?(?:\\s+all)?(?:\\s+the)?\\s+(.+)$"_s,
        QRegularExpression::CaseInsensitiveOption);
    const auto match = opening.match(definition);
    if (!match.hasMatch())
        return false;
    const QString said = match.captured(1).toLower();
    metric.aggregate = said == u"sum" || said == u"total"      ? u"sum"_s
                       : said == u"average" || said == u"mean" ? u"average"_s
                       : said == u"number" || said == u"count" ? u"count"_s
                                                               : said;
    if (const auto place = placeCalled(match.captured(2)); place && (place->column || metric.aggregate == u"count")) {
        metric.of = *place;
        if (place->column && metric.aggregate == u"count")
            metric.aggregate = u"countDistinct"_s;
        return true;
    }
    // The last word, or the last two, name the table; words before it pick its rows.
    QStringList words = match.captured(2).split(u' ', Qt::SkipEmptyParts);
    for (qsizetype length = std::min<qsizetype>(2, words.size()); length >= 1; --length) {
        const Table *table = tableCalled(stemsOf(words.mid(words.size() - length).join(u' ')));
        if (!table)
            continue;
        for (const QString &word : words.mid(0, words.size() - length)) {
            const auto filter = filterSaid(*table, word);
            if (!filter)
                return false;
            metric.filters.push_back(*filter);
        }
        metric.of = placeOf(*table);
        if (metric.aggregate == u"count")
            return true;
        static const QStringList amounts{u"amount"_s, u"total"_s, u"value"_s, u"price"_s, u"cost"_s};
        for (const QString &amount : amounts) {
            for (const Column &column : table->columns) {
                if (isNumber(column) && humanName(column.name).split(u' ').contains(amount)) {
                    metric.of.column = column.name;
                    return true;
                }
            }
        }
    }
    return false;
}

bool HintReader::readMetric(const QString &name, const QString &definition)
{
    Metric metric;
    if (auto written = parseMetricExpression(definition))
        metric = *std::move(written);
    else if (!readArithmetic(metric, definition)) {
        metric = Metric();
        if (!readAggregate(metric, definition))
            return false;
    }
    metric.name = name;
    m_vocabulary.metrics.push_back(std::move(metric));
    return true;
}

void HintReader::readMeaning(const QString &phrase, const QString &meaning)
{
    // "EMEA means region = 'Europe'"
    static const QRegularExpression equals(u"^(.+?)\\s*(?:=|\\bis\\b)\\s*['\"“]?([^'\"”]+)['\"”]?$"_s);
    if (const auto match = equals.match(meaning); match.hasMatch()) {
        if (const auto place = placeCalled(match.captured(1).trimmed()); place && place->column) {
            m_vocabulary.synonyms.push_back({phrase, *place, match.captured(2).trimmed()});
            return;
        }
    }
    if (const auto place = placeCalled(meaning)) {
        m_vocabulary.synonyms.push_back({phrase, *place, {}});
        return;
    }
    for (const Table &table : m_schema.tables) {
        if (const auto value = filterSaid(table, meaning);
            value && value->values.front().compare(meaning, Qt::CaseInsensitive) == 0) {
            m_vocabulary.synonyms.push_back({phrase, value->column, value->values.front()});
            return;
        }
    }
}

void HintReader::read(const QString &hint)
{
    static const QRegularExpression form(u"^(.+?)\\s*(?:\\b(?:means|stands for|refers to|is another word for|is also "
                                         u"called|is called|is an? synonym (?:of|for)|is "
                                         "defined as|is computed as|is calculated as|is)\\b|:=|=|:)\\s*(.+?)$"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression quotes(u"^[\"'“‘]+|[\"'”’]+$"_s);
    const auto match = form.match(hint);
    if (!match.hasMatch())
        return;
    QString phrase = match.captured(1).trimmed();
    phrase.remove(quotes);
    QString meaning = match.captured(2).trimmed();
    if (readMetric(phrase, meaning))
        return;
    if (!meaning.contains(u'='))
        meaning.remove(quotes);
    readMeaning(phrase, meaning);
}

} // namespace

Vocabulary vocabularyFromHints(const QString &hints, const Schema &schema)
{
    static const QRegularExpression between(u"[\\n\\r;]+|\\.\\s+|\\.$"_s);
    HintReader reader(schema);
    const QStringList all = hints.left(maxHintsLength).split(between, Qt::SkipEmptyParts);
    for (const QString &hint : all.mid(0, mostHints))
        reader.read(hint.trimmed());
    Vocabulary vocabulary = reader.take();
    dropUnusable(vocabulary, schema);
    return vocabulary;
}

} // namespace tabletalk::ask
