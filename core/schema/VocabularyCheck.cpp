// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/VocabularyCheck.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("VocabularyCheck", text);
}

bool oneOf(QStringView word, std::initializer_list<QStringView> words)
{
    return std::ranges::find(words, word) != words.end();
}

bool isNumeric(const Column &column)
{
    return column.type == ColumnType::Integer || column.type == ColumnType::Decimal || column.type == ColumnType::Real
           || column.role == ColumnRole::Measure || column.role == ColumnRole::Money
           || column.role == ColumnRole::Percentage;
}

bool isOrdered(const Column &column)
{
    return isNumeric(column) || column.type == ColumnType::Date || column.type == ColumnType::Time
           || column.type == ColumnType::Timestamp || column.role == ColumnRole::Date;
}

/// Looks at one entry after the other; what earlier ones said counts for later ones.
class Checker
{
public:
    explicit Checker(const Schema &schema)
        : m_lookup(schema)
    {}

    void noteHidden(const std::vector<SchemaPlace> &hidden);
    bool check(const Synonym &synonym, const QString &path);
    bool check(const Metric &metric, const QString &path);
    bool check(const SchemaPlace &hidden, const QString &path);
    bool check(const JoinPreference &join, const QString &path);
    bool check(const PlaceDescription &description, const QString &path);
    void complain(const QString &path, const QString &message) { m_errors.push_back({path, message}); }
    std::vector<FieldError> takeErrors() { return std::move(m_errors); }

private:
    struct Found
    {
        int table = -1;
        int column = -1;
    };
    std::optional<Found> find(const SchemaPlace &place, const QString &path);
    bool isHidden(const Found &found) const;
    bool checkPhrase(const QString &phrase, const QString &path);
    bool claimPhrase(const QString &phrase, const QString &meaning, const QString &path);
    void checkText(const QString &text, const QString &path);
    void checkTerms(const Metric &metric, int table, const QString &path);
    void checkFilter(const MetricFilter &filter, const QString &path);
    std::optional<int> checkSide(const JoinSide &side, const QString &path);

    SchemaLookup m_lookup;
    std::vector<FieldError> m_errors;
    QHash<QString, QString> m_phrases; ///< to what they mean
    QSet<QString> m_hidden;
    QSet<QString> m_described;
    QSet<QString> m_hiddenSeen;
};

QString key(int table, int column)
{
    return QString::number(table) + u'/' + QString::number(column);
}

void Checker::noteHidden(const std::vector<SchemaPlace> &hidden)
{
    for (const SchemaPlace &place : hidden) {
        const auto table = m_lookup.table(place.schema, place.table);
        if (!table)
            continue;
        const auto column = place.column ? m_lookup.column(*table, *place.column) : std::expected<int, QString>(-1);
        if (column)
            m_hidden.insert(key(*table, *column));
    }
}

bool Checker::isHidden(const Found &found) const
{
    return m_hidden.contains(key(found.table, -1))
           || (found.column >= 0 && m_hidden.contains(key(found.table, found.column)));
}

std::optional<Checker::Found> Checker::find(const SchemaPlace &place, const QString &path)
{
    const auto table = m_lookup.table(place.schema, place.table);
    if (!table) {
        complain(path + u".table", table.error());
        return {};
    }
    if (!place.column)
        return Found{*table, -1};
    const auto column = m_lookup.column(*table, *place.column);
    if (!column) {
        complain(path + u".column", column.error());
        return {};
    }
    return Found{*table, *column};
}

bool Checker::checkPhrase(const QString &phrase, const QString &path)
{
    const QString simple = phrase.simplified();
    if (!std::ranges::any_of(simple, [](QChar c) { return c.isLetterOrNumber(); })) {
        complain(path, tr("must hold at least one letter or digit"));
        return false;
    }
    if (simple.size() > vocabularyLimits::phraseLength || simple.count(u' ') >= vocabularyLimits::phraseWords) {
        complain(path, tr("must have at most %1 characters and %2 words")
                           .arg(vocabularyLimits::phraseLength)
                           .arg(vocabularyLimits::phraseWords));
        return false;
    }
    return true;
}

bool Checker::claimPhrase(const QString &phrase, const QString &meaning, const QString &path)
{
    if (!checkPhrase(phrase, path))
        return false;
    const QString wanted = phraseKey(phrase);
    const auto known = m_phrases.constFind(wanted);
    if (known != m_phrases.constEnd()) {
        complain(path, *known == meaning
                           ? tr("“%1” stands here twice").arg(phrase)
                           : tr("“%1” means %2 as well: a phrase can mean one thing only").arg(phrase, *known));
        return false;
    }
    m_phrases.insert(wanted, meaning);
    return true;
}

void Checker::checkText(const QString &text, const QString &path)
{
    if (text.size() > vocabularyLimits::textLength)
        complain(path, tr("must have at most %1 characters").arg(vocabularyLimits::textLength));
}

bool Checker::check(const Synonym &synonym, const QString &path)
{
    const size_t before = m_errors.size();
    const auto found = find(synonym.means, path + u".means");
    if (found && isHidden(*found))
        complain(path + u".means", tr("%1 is hidden").arg(placeText(synonym.means)));
    if (synonym.value && !synonym.means.column)
        complain(path + u".means.column", tr("a value stands in a column: name it"));
    if (synonym.value)
        checkText(*synonym.value, path + u".value");
    if (m_errors.size() == before) {
        const QString place = placeText(synonym.means);
        claimPhrase(synonym.phrase, synonym.value ? QString(place + u" = “" + *synonym.value + u'”') : place,
                    path + u".phrase");
    }
    return m_errors.size() == before;
}

void Checker::checkTerms(const Metric &metric, int table, const QString &path)
{
    for (size_t i = 0; i < metric.terms.size(); ++i) {
        const MetricTerm &term = metric.terms[i];
        const QString at = path + u".terms[" + QString::number(i) + u']';
        if (!oneOf(term.operation, {u"plus", u"minus", u"times", u"dividedBy"}))
            complain(at + u".operation", tr("expected plus, minus, times or dividedBy"));
        const auto column = m_lookup.column(table, term.column);
        if (!column)
            complain(at + u".column", column.error());
        else if (!isNumeric(m_lookup.schema().tables[size_t(table)].columns[size_t(*column)]))
            complain(at + u".column", tr("%1 holds no numbers").arg(term.column));
        else if (isHidden({table, *column}))
            complain(at + u".column", tr("%1 is hidden").arg(term.column));
    }
}

void Checker::checkFilter(const MetricFilter &filter, const QString &path)
{
    const auto found = find(filter.column, path + u".column");
    if (found && found->column < 0)
        complain(path + u".column.column", tr("is required"));
    if (found && m_hidden.contains(key(found->table, -1)))
        complain(path + u".column.table", tr("%1 is hidden").arg(filter.column.table));
    const bool none = oneOf(filter.comparison, {u"isNull", u"isNotNull"});
    const bool several = oneOf(filter.comparison, {u"in", u"notIn"});
    if (!none && !several && !oneOf(filter.comparison, {u"=", u"<>", u"<", u"<=", u">", u">="}))
        complain(path + u".comparison", tr("expected =, <>, <, <=, >, >=, in, notIn, isNull or isNotNull"));
    else if (none && !filter.values.empty())
        complain(path + u".values", tr("must be empty"));
    else if (!none && !several && filter.values.size() != 1)
        complain(path + u".values", tr("expected one value"));
    else if (several && (filter.values.empty() || filter.values.size() > vocabularyLimits::partsOfMetric))
        complain(path + u".values", tr("expected 1 to %1 values").arg(vocabularyLimits::partsOfMetric));
}

bool Checker::check(const Metric &metric, const QString &path)
{
    const size_t before = m_errors.size();
    const bool rows = metric.aggregate == u"count";
    const bool arithmetic = oneOf(metric.aggregate, {u"sum", u"average"});
    const bool extreme = oneOf(metric.aggregate, {u"minimum", u"maximum"});
    if (!rows && !arithmetic && !extreme && metric.aggregate != u"countDistinct")
        complain(path + u".aggregate", tr("expected sum, average, minimum, maximum, count or countDistinct"));
    const auto found = find(metric.of, path + u".of");
    if (found && isHidden(*found))
        complain(path + u".of", tr("%1 is hidden").arg(placeText(metric.of)));
    if (rows && metric.of.column)
        complain(path + u".of.column", tr("rows are counted of a table; use countDistinct for a column"));
    else if (!rows && !metric.of.column)
        complain(path + u".of.column", tr("is required"));
    if (found && found->column >= 0 && !rows) {
        const Column &column = m_lookup.schema().tables[size_t(found->table)].columns[size_t(found->column)];
        if ((arithmetic || !metric.terms.empty()) && !isNumeric(column))
            complain(path + u".of.column", tr("%1 holds no numbers").arg(placeText(metric.of)));
        else if (extreme && !isOrdered(column))
            complain(path + u".of.column", tr("%1 holds neither numbers nor dates").arg(placeText(metric.of)));
    }
    if (!metric.terms.empty() && (rows || metric.aggregate == u"countDistinct"))
        complain(path + u".terms", tr("counting takes no arithmetic"));
    else if (found)
        checkTerms(metric, found->table, path);
    if (metric.terms.size() > vocabularyLimits::partsOfMetric || metric.filters.size() > vocabularyLimits::partsOfMetric
        || metric.synonyms.size() > vocabularyLimits::partsOfMetric)
        complain(path, tr("may have %1 terms, filters and synonyms").arg(vocabularyLimits::partsOfMetric));
    for (size_t i = 0; i < metric.filters.size() && i < vocabularyLimits::partsOfMetric; ++i)
        checkFilter(metric.filters[i], path + u".filters[" + QString::number(i) + u']');
    checkText(metric.description.value_or(QString()), path + u".description");
    if (m_errors.size() == before) {
        const QString meaning = tr("the metric %1").arg(metric.name.simplified());
        claimPhrase(metric.name, meaning, path + u".name");
        for (size_t i = 0; i < metric.synonyms.size(); ++i)
            claimPhrase(metric.synonyms[i], meaning, path + u".synonyms[" + QString::number(i) + u']');
    }
    return m_errors.size() == before;
}

bool Checker::check(const SchemaPlace &hidden, const QString &path)
{
    const size_t before = m_errors.size();
    const auto found = find(hidden, path);
    if (found && m_hiddenSeen.contains(key(found->table, found->column)))
        complain(path, tr("%1 stands here twice").arg(placeText(hidden)));
    else if (found)
        m_hiddenSeen.insert(key(found->table, found->column));
    return m_errors.size() == before;
}

std::optional<int> Checker::checkSide(const JoinSide &side, const QString &path)
{
    const auto table = m_lookup.table(side.schema, side.table);
    if (!table) {
        complain(path + u".table", table.error());
        return {};
    }
    if (m_hidden.contains(key(*table, -1)))
        complain(path + u".table", tr("%1 is hidden").arg(side.table));
    for (size_t i = 0; i < side.columns.size(); ++i) {
        if (const auto column = m_lookup.column(*table, side.columns[i]); !column)
            complain(path + u".columns[" + QString::number(i) + u']', column.error());
    }
    return *table;
}

bool Checker::check(const JoinPreference &join, const QString &path)
{
    const size_t before = m_errors.size();
    const auto from = checkSide(join.from, path + u".from");
    const auto to = checkSide(join.to, path + u".to");
    if (join.from.columns.size() != join.to.columns.size())
        complain(path + u".to.columns", tr("expected as many columns as on the other end"));
    else if (join.from.columns.empty() && !join.avoid)
        complain(path + u".from.columns", tr("name the columns that are equal"));
    if (from && to && *from == *to && join.from.columns == join.to.columns)
        complain(path, tr("joins a table with itself"));
    return m_errors.size() == before;
}

bool Checker::check(const PlaceDescription &description, const QString &path)
{
    const size_t before = m_errors.size();
    const auto found = find(description.place, path + u".place");
    if (description.text.simplified().isEmpty())
        complain(path + u".text", tr("must not be empty"));
    checkText(description.text, path + u".text");
    if (found) {
        const QString place = key(found->table, found->column);
        if (m_described.contains(place))
            complain(path + u".place", tr("%1 is described twice").arg(placeText(description.place)));
        m_described.insert(place);
    }
    return m_errors.size() == before;
}

/// Checks a list; with `drops`, what is wrong is taken out.
template <class Entry>
void checkList(Checker &checker, std::vector<Entry> &list, size_t most, const QString &path, bool drops)
{
    if (list.size() > most) {
        checker.complain(path, tr("may hold %1 entries; these are %2").arg(most).arg(list.size()));
        if (!drops)
            return;
        list.resize(most);
    }
    std::vector<Entry> kept;
    for (size_t i = 0; i < list.size(); ++i) {
        const bool sound = checker.check(list[i], path + u'[' + QString::number(i) + u']');
        if (drops && sound)
            kept.push_back(std::move(list[i]));
    }
    if (drops)
        list = std::move(kept);
}

std::vector<FieldError> checkAll(Vocabulary &vocabulary, const Schema &schema, const QString &path, bool drops)
{
    Checker checker(schema);
    checker.noteHidden(vocabulary.hidden);
    checkList(checker, vocabulary.hidden, vocabularyLimits::hidden, path + u".hidden", drops);
    checkList(checker, vocabulary.metrics, vocabularyLimits::metrics, path + u".metrics", drops);
    checkList(checker, vocabulary.synonyms, vocabularyLimits::synonyms, path + u".synonyms", drops);
    checkList(checker, vocabulary.joins, vocabularyLimits::joins, path + u".joins", drops);
    checkList(checker, vocabulary.descriptions, vocabularyLimits::descriptions, path + u".descriptions", drops);
    return checker.takeErrors();
}

} // namespace

SchemaLookup::SchemaLookup(const Schema &schema)
    : m_schema(schema)
{
    for (int i = 0; i < int(schema.tables.size()); ++i)
        m_byName[schema.tables[size_t(i)].name.toLower()].push_back(i);
}

std::expected<int, QString> SchemaLookup::table(const std::optional<QString> &schemaName, const QString &name) const
{
    std::vector<int> found = m_byName.value(name.toLower());
    const auto tableAt = [&](int i) -> const Table & { return m_schema.tables[size_t(i)]; };
    if (schemaName)
        std::erase_if(found, [&](int i) { return tableAt(i).schema.compare(*schemaName, Qt::CaseInsensitive) != 0; });
    const auto narrow = [&](auto &&fits) {
        std::vector<int> fitting;
        std::ranges::copy_if(found, std::back_inserter(fitting), fits);
        if (found.size() > 1 && !fitting.empty())
            found = std::move(fitting);
    };
    narrow([&](int i) { return tableAt(i).name == name; });
    if (schemaName)
        narrow([&](int i) { return tableAt(i).schema == *schemaName; });
    else
        narrow([&](int i) { return tableAt(i).schema == m_schema.defaultSchema; });
    if (found.empty())
        return std::unexpected(tr("there is no table %1").arg(placeText({schemaName, name, {}})));
    if (found.size() > 1)
        return std::unexpected(tr("%1 tables are called %2: name the schema as well").arg(found.size()).arg(name));
    return found.front();
}

std::expected<int, QString> SchemaLookup::column(int table, const QString &name) const
{
    const std::vector<Column> &columns = m_schema.tables[size_t(table)].columns;
    int loose = -1;
    for (int i = 0; i < int(columns.size()); ++i) {
        if (columns[size_t(i)].name == name)
            return i;
        if (columns[size_t(i)].name.compare(name, Qt::CaseInsensitive) == 0)
            loose = loose == -1 ? i : -2;
    }
    if (loose >= 0)
        return loose;
    return std::unexpected(tr("%1 has no column %2").arg(m_schema.tables[size_t(table)].name, name));
}

std::vector<FieldError> checkVocabulary(const Vocabulary &vocabulary, const Schema &schema, const QString &path)
{
    Vocabulary copy = vocabulary;
    return checkAll(copy, schema, path, false);
}

std::vector<FieldError> dropUnusable(Vocabulary &vocabulary, const Schema &schema, const QString &path)
{
    return checkAll(vocabulary, schema, path, true);
}

} // namespace tabletalk
