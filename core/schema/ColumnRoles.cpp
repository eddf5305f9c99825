// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/ColumnRoles.h"

#include "core/schema/ColumnWords.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr qint64 mostCategories = 60;
constexpr double longTextLength = 60;

bool isOneOf(QStringView word, std::initializer_list<QStringView> words)
{
    return std::ranges::find(words, word) != words.end();
}

std::optional<double> numberIn(const std::optional<QString> &text)
{
    bool ok = false;
    const double number = text ? text->toDouble(&ok) : 0;
    return ok ? std::optional(number) : std::nullopt;
}

/// A column with what its name says, made once and asked by every rule below.
struct Subject
{
    const Table &table;
    const Column &column;
    std::vector<QString> words; ///< never empty
    bool isKey = false;         ///< all of the primary key
    bool inKey = false;         ///< part of it
    bool refers = false;        ///< part of a foreign key

    const QString &last() const { return words.back(); }
    const QString &first() const { return words.front(); }
    QString beforeLast() const { return words.size() > 1 ? words[words.size() - 2] : QString(); }

    bool has(std::initializer_list<QStringView> any) const
    {
        return std::ranges::any_of(words, [&](const QString &word) { return isOneOf(word, any); });
    }

    bool isNumber() const
    {
        return column.type == ColumnType::Integer || column.type == ColumnType::Decimal
               || column.type == ColumnType::Real;
    }

    template <class Test>
    bool mostSamples(Test test) const
    {
        const std::vector<QString> &samples = column.profile.samples;
        return !samples.empty() && double(std::ranges::count_if(samples, test)) >= 0.9 * double(samples.size());
    }

    /// Whether all numbers that were seen lie in the range; true when none was.
    bool within(double low, double high) const
    {
        return numberIn(column.profile.minimum).value_or(low) >= low
               && numberIn(column.profile.maximum).value_or(high) <= high;
    }

    /// How many rows share a value on average; nothing when it was not measured.
    std::optional<double> repetition() const
    {
        const std::optional<qint64> distinct = column.profile.distinctCount;
        if (!distinct || !table.rowCount || *distinct == 0)
            return std::nullopt;
        return double(*table.rowCount - column.profile.nullCount.value_or(0)) / double(*distinct);
    }

    bool distinguishesRows() const
    {
        return column.unique || isKey || (table.rowCount.value_or(0) > 3 && repetition().value_or(2) < 1.02);
    }

    bool hasFewValues() const
    {
        const std::optional<qint64> distinct = column.profile.distinctCount;
        return distinct && *distinct <= mostCategories && repetition().value_or(0) >= 2;
    }

    double averageLength() const
    {
        const std::vector<QString> &samples = column.profile.samples;
        qsizetype length = 0;
        for (const QString &sample : samples)
            length += sample.size();
        return samples.empty() ? 0 : double(length) / double(samples.size());
    }
};

Subject subjectOf(const Table &table, const Column &column)
{
    Subject subject{table, column, nameWords(column.name)};
    if (subject.words.empty())
        subject.words.push_back(column.name.toLower());
    subject.inKey = std::ranges::find(table.primaryKey, column.name) != table.primaryKey.end();
    subject.isKey = subject.inKey && table.primaryKey.size() == 1;
    subject.refers = std::ranges::any_of(table.foreignKeys, [&](const ForeignKey &key) {
        return std::ranges::find(key.columns, column.name) != key.columns.end();
    });
    return subject;
}

/// 2024-05-31, 2024/5/31, 31.05.2024 or 5/31/2024, with or without a time after it.
bool looksLikeDate(const QString &text)
{
    if (text.size() < 8 || text.size() > 35)
        return false;
    int digits[3] = {0, 0, 0};
    int part = 0;
    QChar separator;
    for (const QChar c : text) {
        if (c.isDigit()) {
            ++digits[part];
        } else if (part < 2 && (c == u'-' || c == u'/' || c == u'.') && (part == 0 || c == separator)) {
            separator = c;
            ++part;
        } else {
            break;
        }
    }
    const auto small = [](int count) { return count == 1 || count == 2; };
    return part == 2 && small(digits[1])
           && ((digits[0] == 4 && small(digits[2])) || (small(digits[0]) && (digits[2] == 4 || digits[2] == 2)));
}

bool looksLikeUuid(const QString &text)
{
    return text.size() == 36 && text.at(8) == u'-' && text.at(13) == u'-' && text.at(18) == u'-';
}

bool isInWords(const QString &text)
{
    return std::ranges::any_of(text, [](QChar c) { return c.isLetter(); });
}

bool isYesOrNo(const QString &text)
{
    return isOneOf(text.trimmed().toLower(), {u"y", u"n", u"yes", u"no", u"true", u"false", u"t", u"f", u"0", u"1"});
}

/// Words for how many or how much; what they stand in is counted and not named.
bool saysQuantity(const Subject &s)
{
    return s.has({u"count", u"quantity", u"amount", u"total", u"sum", u"average", u"minimum", u"maximum"})
           || (s.words.size() > 1 && (s.first() == u"number" || s.first() == u"no"));
}

bool saysIdentifier(const Subject &s)
{
    return isOneOf(s.last(), {u"id", u"uuid", u"guid", u"identifier", u"pk", u"fk", u"oid", u"rowid"})
           || (s.words.size() > 1 && s.last() == u"key");
}

bool saysCode(const Subject &s)
{
    if (s.has({u"zip", u"postal", u"postcode"}))
        return false;
    const bool numbered = isOneOf(s.last(), {u"number", u"no", u"nr"}) && s.words.size() > 1 && s.first() != u"total";
    return numbered || isOneOf(s.last(), {u"code",      u"sku",   u"isbn",   u"ean",          u"barcode", u"serial",
                                          u"iban",      u"bic",   u"swift",  u"abbreviation", u"email",   u"phone",
                                          u"telephone", u"fax",   u"mobile", u"ssn",          u"iata",    u"icao",
                                          u"vin",       u"plate", u"hash",   u"symbol",       u"ticker"})
           || (s.last() == u"address" && isOneOf(s.beforeLast(), {u"email", u"mail", u"ip", u"mac"}));
}

bool saysPlace(const Subject &s)
{
    if (s.has({u"zip", u"postal", u"postcode", u"latitude", u"longitude"}))
        return true;
    const QString place = s.last() == u"name" ? s.beforeLast() : s.last();
    return isOneOf(place, {u"city",         u"country", u"state",        u"region",        u"province",    u"county",
                           u"town",         u"village", u"district",     u"continent",     u"address",     u"street",
                           u"location",     u"place",   u"hometown",     u"building",      u"birthplace",  u"nation",
                           u"municipality", u"suburb",  u"neighborhood", u"neighbourhood", u"destination", u"origin"});
}

/// "state" is where someone lives, or how something stands.
bool isStateOfAffairs(const Subject &s)
{
    return s.last() == u"state" && s.mostSamples([](const QString &sample) {
        return isOneOf(sample.toLower(), {u"open",   u"closed",    u"active",  u"inactive", u"pending",  u"done",
                                          u"new",    u"draft",     u"running", u"failed",   u"stopped",  u"on",
                                          u"off",    u"cancelled", u"paid",    u"approved", u"rejected", u"finished",
                                          u"queued", u"completed", u"shipped", u"delivered"});
    });
}

bool saysCategory(const Subject &s)
{
    const QString word = s.last() == u"name" || s.last() == u"code" ? s.beforeLast() : s.last();
    return isOneOf(word, {u"type",     u"kind",        u"category", u"status",  u"gender",    u"sex",      u"class",
                          u"level",    u"mode",        u"method",   u"channel", u"priority",  u"severity", u"segment",
                          u"tier",     u"group",       u"genre",    u"stage",   u"phase",     u"shift",    u"currency",
                          u"language", u"nationality", u"reason",   u"role",    u"family",    u"form",     u"unit",
                          u"color",    u"colour",      u"size",     u"weekday", u"specialty", u"position", u"degree",
                          u"industry", u"sector",      u"division", u"term",    u"grade"});
}

bool saysPercentage(const Subject &s)
{
    if (s.has({u"percent", u"percentage", u"ratio"}))
        return true;
    return isOneOf(s.last(), {u"rate", u"share", u"discount", u"margin", u"utilization", u"utilisation", u"efficiency"})
           && !s.has({u"hourly", u"daily", u"exchange", u"room", u"heart", u"pulse", u"base"})
           && s.column.profile.maximum && s.within(-1, 1);
}

bool saysMoney(const Subject &s)
{
    if (s.has({u"quantity", u"count", u"number", u"hour", u"day", u"unit_count", u"weight", u"point", u"rating"}))
        return false;
    if (s.has({u"price",   u"cost",   u"salary",   u"revenue", u"budget",  u"fee",        u"wage",
               u"income",  u"profit", u"tuition",  u"expense", u"usd",     u"eur",        u"gbp",
               u"dollar",  u"euro",   u"turnover", u"rent",    u"earning", u"balance",    u"debt",
               u"premium", u"fare",   u"deposit",  u"royalty", u"payroll", u"commission", u"allowance"}))
        return true;
    if (isOneOf(s.last(), {u"amount", u"payment", u"sale", u"charge", u"tax", u"pay", u"vat", u"subtotal", u"refund",
                           u"discount", u"fine", u"bonus"}))
        return true;
    return isOneOf(s.last(), {u"total", u"value"}) && s.column.type != ColumnType::Integer;
}

bool saysYear(const Subject &s)
{
    return (s.last() == u"year" || s.first() == u"year") && s.within(1000, 2999)
           && (s.column.profile.minimum || !s.column.name.endsWith(u's', Qt::CaseInsensitive));
}

ColumnRole roleOfNumber(const Subject &s)
{
    const bool whole = s.column.type == ColumnType::Integer;
    if (s.isKey || s.refers || saysIdentifier(s))
        return ColumnRole::Identifier;
    if (saysYear(s))
        return ColumnRole::Date;
    const bool dateWord = isOneOf(s.last(), {u"date", u"day"}) || s.has({u"date"});
    if (dateWord && s.column.profile.minimum && s.within(10000101, 29991231))
        return ColumnRole::Date;
    const bool asked =
        isOneOf(s.first(), {u"is", u"has", u"can", u"was", u"should", u"allow", u"enable", u"enabled", u"active"})
        || isOneOf(s.last(), {u"flag", u"yn", u"active", u"enabled", u"deleted"});
    if (whole && asked && s.within(0, 1))
        return ColumnRole::Flag;
    if (s.has({u"latitude", u"longitude", u"zip", u"postal", u"postcode"}))
        return ColumnRole::Place;
    if (saysPercentage(s))
        return ColumnRole::Percentage;
    if (saysMoney(s))
        return ColumnRole::Money;
    if (saysQuantity(s))
        return ColumnRole::Measure;
    if (whole && saysCode(s))
        return ColumnRole::Code;
    if (whole && s.inKey && s.table.primaryKey.size() > 1
        && isOneOf(s.last(), {u"line", u"sequence", u"position", u"number", u"no"}))
        return ColumnRole::Code;
    const bool ordered = isOneOf(s.last(), {u"grade", u"level", u"size", u"position"});
    if (whole && saysCategory(s) && !ordered && s.hasFewValues())
        return ColumnRole::Category;
    return ColumnRole::Measure;
}

bool saysLongText(const Subject &s)
{
    return isOneOf(s.last(), {u"description", u"comment", u"note", u"remark", u"body", u"content", u"summary",
                              u"detail", u"bio", u"biography", u"message", u"text", u"abstract", u"feedback",
                              u"instruction", u"synopsis", u"url", u"website", u"link"});
}

bool saysName(const Subject &s)
{
    return isOneOf(s.last(), {u"name", u"title", u"label", u"surname", u"username", u"fullname", u"firstname",
                              u"lastname", u"nickname", u"headline", u"caption"});
}

ColumnRole roleOfText(const Subject &s)
{
    if (s.mostSamples(looksLikeDate))
        return ColumnRole::Date;
    if (s.mostSamples(looksLikeUuid) || saysIdentifier(s))
        return ColumnRole::Identifier;
    if (s.column.profile.samplesComplete && s.column.profile.samples.size() <= 2 && s.mostSamples(isYesOrNo))
        return ColumnRole::Flag;
    if (saysPlace(s) && !isStateOfAffairs(s) && !saysCode(s))
        return ColumnRole::Place;
    if (saysLongText(s))
        return ColumnRole::Text;
    const bool repeats = s.hasFewValues();
    if (saysName(s)) {
        // A job's or a course's title is not what its row is called when many rows share it.
        const bool shared = s.last() == u"title" && repeats && !s.distinguishesRows();
        return shared ? ColumnRole::Category : ColumnRole::Name;
    }
    if (saysCode(s))
        return ColumnRole::Code;
    if (s.refers)
        return ColumnRole::Identifier;
    if (s.averageLength() > longTextLength)
        return ColumnRole::Text;
    if (repeats || (saysCategory(s) && !s.distinguishesRows()))
        return ColumnRole::Category;
    const bool dated = isOneOf(s.last(), {u"date", u"datetime", u"timestamp"});
    if (dated && s.column.profile.samples.empty())
        return ColumnRole::Date;
    if (s.distinguishesRows())
        return s.isKey || !s.mostSamples(isInWords) ? ColumnRole::Code : ColumnRole::Name;
    return s.repetition().value_or(0) >= 2 ? ColumnRole::Category : ColumnRole::Text;
}

ColumnRole roleOf(const Table &table, const Column &column)
{
    const Subject subject = subjectOf(table, column);
    switch (column.type) {
    case ColumnType::Boolean:
        return ColumnRole::Flag;
    case ColumnType::Date:
    case ColumnType::Time:
    case ColumnType::Timestamp:
        return ColumnRole::Date;
    case ColumnType::Integer:
    case ColumnType::Decimal:
    case ColumnType::Real:
        return roleOfNumber(subject);
    case ColumnType::Text:
        return roleOfText(subject);
    case ColumnType::Json:
        return ColumnRole::Text;
    case ColumnType::Binary:
        return ColumnRole::Unknown;
    case ColumnType::Other:
        break;
    }
    // Of an unknown type: keys and names still speak, and so do enumerations and UUIDs.
    if (subject.isKey || subject.refers || saysIdentifier(subject))
        return ColumnRole::Identifier;
    return column.profile.samples.empty() ? ColumnRole::Unknown : roleOfText(subject);
}

} // namespace

void assignColumnRoles(Schema &schema)
{
    for (Table &table : schema.tables) {
        for (Column &column : table.columns)
            column.role = roleOf(table, column);
    }
}

} // namespace tabletalk
