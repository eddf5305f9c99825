// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/ColumnRoles.h"

#include "core/schema/ColumnSubject.h"
#include "core/schema/ColumnUnits.h"
#include "core/schema/ColumnWords.h"
#include "core/schema/ValueShapes.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr double longTextLength = 60;
constexpr double shortTextLength = 30;    ///< of what groups rows and is no prose
constexpr qint64 fewRows = 20;            ///< so few say little when they all differ
constexpr double firstEpochSecond = 3e8;  // 1979
constexpr double lastEpochSecond = 4.1e9; // 2099

using Subject = ColumnSubject;

bool isOneOf(QStringView word, std::initializer_list<QStringView> words)
{
    return std::ranges::find(words, word) != words.end();
}

/// Words for how many or how much; what they stand in is counted and not named.
bool saysQuantity(const Subject &s)
{
    return s.has({u"count", u"quantity", u"amount", u"total", u"sum", u"average", u"minimum", u"maximum"})
           || (s.words.size() > 1 && (s.first() == u"number" || s.first() == u"no"));
}

bool saysIdentifier(const Subject &s)
{
    return s.lastIs({u"id", u"uuid", u"guid", u"identifier", u"pk", u"fk", u"oid", u"rowid"})
           || (s.words.size() > 1 && s.last() == u"key");
}

bool saysCode(const Subject &s)
{
    if (s.has({u"zip", u"postal", u"postcode"}))
        return false;
    const bool numbered = s.lastIs({u"number", u"no", u"nr"}) && s.words.size() > 1 && s.first() != u"total";
    return numbered || s.lastIs({u"code",   u"sku",          u"isbn",      u"ean",   u"barcode",  u"serial", u"iban",
                                 u"bic",    u"swift",        u"email",     u"phone", u"fax",      u"mobile", u"ssn",
                                 u"iata",   u"icao",         u"telephone", u"vin",   u"plate",    u"hash",   u"symbol",
                                 u"ticker", u"abbreviation", u"callsign",  u"room",  u"classroom"})
           || (s.last() == u"address" && isOneOf(s.beforeLast(), {u"email", u"mail", u"ip", u"mac"}));
}

bool isPlaceWord(QStringView word)
{
    return isOneOf(word, {u"city",         u"country",     u"state",        u"region",      u"province",      u"county",
                          u"town",         u"village",     u"district",     u"continent",   u"address",       u"street",
                          u"location",     u"place",       u"hometown",     u"building",    u"birthplace",    u"nation",
                          u"municipality", u"suburb",      u"neighborhood", u"destination", u"neighbourhood", u"origin",
                          u"venue",        u"headquarter", u"headquarters", u"stadt",       u"land",          u"ort",
                          u"strasse",      u"straße",      u"ciudad",       u"pais",        u"país",          u"ville",
                          u"pays",         u"adresse",     u"direccion",    u"plz"});
}

/// Latitude and longitude, also as "long" beside a latitude.
bool saysCoordinate(const Subject &s)
{
    if (s.has({u"latitude", u"longitude"}))
        return true;
    const bool mayBe = s.lastIs({u"long", u"lon"}) && s.isNumber() && s.within(-180, 180);
    return mayBe && std::ranges::any_of(s.table.columns, [](const Column &column) {
               return column.name.compare(u"lat", Qt::CaseInsensitive) == 0
                      || column.name.endsWith(u"latitude", Qt::CaseInsensitive);
           });
}

bool saysPlace(const Subject &s)
{
    if (s.has({u"zip", u"postal", u"postcode"}) || saysCoordinate(s))
        return true;
    if (s.last() != u"name")
        return isPlaceWord(s.last());
    // The name of a location in a table of locations is what its row is called.
    const std::vector<QString> entity = nameWords(s.table.name);
    return isPlaceWord(s.beforeLast()) && std::ranges::find(entity, s.beforeLast()) == entity.end();
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
    return s.has({u"gender", u"sex"})
           || isOneOf(word,
                      {u"type",     u"kind",      u"category", u"status",   u"class",     u"level",    u"mode",
                       u"method",   u"channel",   u"priority", u"tier",     u"severity",  u"segment",  u"group",
                       u"genre",    u"stage",     u"phase",    u"shift",    u"currency",  u"language", u"nationality",
                       u"reason",   u"role",      u"family",   u"form",     u"unit",      u"color",    u"colour",
                       u"size",     u"weekday",   u"degree",   u"position", u"specialty", u"industry", u"sector",
                       u"division", u"term",      u"grade",    u"outcome",  u"result",    u"theme",    u"brand",
                       u"award",    u"publisher", u"religion", u"season",   u"art",       u"tipo",     u"estado"});
}

/// Rates that are counted in hundredths when nothing else is said of them.
bool isShareWord(const Subject &s)
{
    return s.has({u"tax",        u"vat",       u"interest", u"growth",   u"unemployment", u"completion", u"success",
                  u"conversion", u"occupancy", u"support",  u"approval", u"error",        u"churn",      u"return",
                  u"inflation",  u"response",  u"oppose",   u"consider", u"graduation",   u"acceptance", u"turnout",
                  u"defect",     u"pass",      u"failure",  u"survival", u"attendance",   u"dropout",    u"literacy"});
}

bool saysPercentage(const Subject &s)
{
    if (s.has({u"percent", u"percentage", u"ratio"}))
        return true;
    if (!s.lastIs({u"rate", u"share", u"discount", u"margin", u"utilization", u"utilisation", u"efficiency"})
        || s.has({u"hourly", u"daily", u"exchange", u"room", u"heart", u"pulse", u"base", u"rental"})
        || !s.isMeasured())
        return false;
    const bool isShare = isShareWord(s) || (s.last() == u"share" && s.has({u"market"}));
    return s.within(-1, 1) || (isShare && s.within(-100, 100));
}

bool saysMoney(const Subject &s)
{
    if (s.has({u"quantity", u"count", u"number", u"hour", u"day", u"unit_count", u"weight", u"point", u"rating"}))
        return false;
    if (s.has({u"price",   u"cost",   u"salary",   u"revenue", u"budget",  u"fee",        u"wage",      u"gdp",
               u"income",  u"profit", u"tuition",  u"expense", u"usd",     u"eur",        u"gbp",       u"gross",
               u"dollar",  u"euro",   u"turnover", u"rent",    u"earning", u"balance",    u"debt",      u"money",
               u"premium", u"fare",   u"deposit",  u"royalty", u"payroll", u"commission", u"allowance", u"preis",
               u"kosten",  u"betrag", u"gehalt",   u"umsatz",  u"precio",  u"importe",    u"prix",      u"montant"}))
        return !s.has({u"weight", u"tonnage", u"ton"});
    if (s.lastIs({u"amount", u"payment", u"sale", u"charge", u"tax", u"pay", u"vat", u"subtotal", u"refund",
                  u"discount", u"fine", u"bonus", u"spent"}))
        return true;
    // "amount_due", "amount_of_transaction"; "amount of" a thing may count it.
    const bool exact = s.column.type == ColumnType::Decimal || s.column.type == ColumnType::Real;
    if (s.first() == u"amount"
        && (exact
            || s.has({u"due", u"paid", u"outstanding", u"claimed", u"settled", u"transaction", u"owed", u"charged"})))
        return true;
    const bool priced = s.last() == u"rate" && s.has({u"hourly", u"daily", u"room", u"rental", u"nightly", u"monthly"});
    return (priced && s.high.value_or(2) > 1)
           || (s.lastIs({u"total", u"value"}) && s.column.type != ColumnType::Integer);
}

bool saysYear(const Subject &s)
{
    return (s.last() == u"year" || s.first() == u"year") && s.within(1000, 2999)
           && (s.isMeasured() || !s.column.name.endsWith(u's', Qt::CaseInsensitive));
}

/// Days as 20240531, months as 202405, moments as seconds or milliseconds since 1970.
bool isDateInDigits(const Subject &s)
{
    if (!s.isMeasured())
        return false;
    const bool dateWord = s.lastIs({u"date", u"day"}) || s.has({u"date"});
    if (dateWord && s.within(10000101, 29991231) && *s.low > 9999)
        return true;
    if (s.lastIs({u"month", u"period"}) && s.within(190001, 299912))
        return true;
    const bool momentWord = dateWord
                            || s.lastIs({u"at", u"time", u"timestamp", u"epoch", u"ts", u"created", u"updated",
                                         u"modified", u"since", u"until", u"login"});
    return momentWord
           && (s.within(firstEpochSecond, lastEpochSecond) || s.within(firstEpochSecond * 1e3, lastEpochSecond * 1e3));
}

bool asksYesOrNo(const Subject &s)
{
    return isOneOf(s.first(),
                   {u"is", u"has", u"can", u"was", u"should", u"allow", u"enable", u"enabled", u"active", u"if"})
           || s.lastIs({u"flag", u"yn", u"active", u"enabled", u"deleted", u"approved", u"verified", u"archived"});
}

ColumnRole roleOfNumber(const Subject &s)
{
    const bool whole = s.column.type == ColumnType::Integer;
    if (s.isKey || s.refers || saysIdentifier(s))
        return ColumnRole::Identifier;
    if (saysYear(s) || (whole && isDateInDigits(s)))
        return ColumnRole::Date;
    if (whole && asksYesOrNo(s) && s.within(0, 1))
        return ColumnRole::Flag;
    if (s.has({u"zip", u"postal", u"postcode"}) || saysCoordinate(s))
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
        && s.lastIs({u"line", u"sequence", u"position", u"number", u"no"}))
        return ColumnRole::Code;
    const bool ordered = s.lastIs({u"grade", u"level", u"size", u"position", u"result"});
    if (whole && saysCategory(s) && !ordered && s.hasFewValues())
        return ColumnRole::Category;
    return ColumnRole::Measure;
}

bool saysLongText(const Subject &s)
{
    // "details" are prose, or all that is known of a row: a name, a kind.
    if (s.last() == u"detail" && !s.column.profile.samples.empty() && s.averageLength() <= shortTextLength)
        return false;
    return s.lastIs({u"description", u"comment",  u"note",      u"remark",  u"body", u"content",  u"summary",
                     u"detail",      u"bio",      u"biography", u"message", u"text", u"abstract", u"feedback",
                     u"instruction", u"synopsis", u"url",       u"website", u"link", u"password"});
}

bool saysName(const Subject &s)
{
    return s.lastIs({u"name", u"title", u"label", u"surname", u"username", u"fullname", u"firstname", u"lastname",
                     u"nickname", u"headline", u"caption", u"nombre", u"nom", u"nachname", u"vorname", u"apellido"})
           || (s.last() == u"by" && s.words.size() > 1); // directed_by, written_by
}

bool isCodeByValue(const Subject &s)
{
    return s.mostSamples(shape::isEmail) || s.mostSamples(shape::isPhone) || s.mostSamples(shape::isIban);
}

/// "3.78 MB", "4:24", "$12", "45 %": figures that were written for people.
ColumnRole roleOfWrittenFigure(const Subject &s)
{
    if (s.mostSamples(shape::isPercent))
        return ColumnRole::Percentage;
    if (s.mostSamples([](const QString &sample) { return shape::currencyOfAmount(sample).has_value(); }))
        return ColumnRole::Money;
    const bool moment = s.lastIs({u"at", u"start", u"end", u"open", u"close", u"from", u"to"});
    if (!moment && s.mostSamples(shape::isDuration))
        return ColumnRole::Measure;
    const bool measured =
        s.mostSamples([](const QString &sample) { return shape::unitBehindNumber(sample).has_value(); });
    const QString firstUnit =
        measured ? shape::unitBehindNumber(s.column.profile.samples.front()).value_or(QString()) : QString();
    const auto sameUnit = [&](const QString &sample) { return shape::unitBehindNumber(sample) == firstUnit; };
    return measured && s.mostSamples(sameUnit) ? ColumnRole::Measure : ColumnRole::Unknown;
}

/// Whether another column of the table is what its rows are called.
bool hasNameElsewhere(const Subject &s)
{
    return std::ranges::any_of(s.table.columns, [&](const Column &column) {
        return column.name != s.column.name
               && (column.name.endsWith(u"name", Qt::CaseInsensitive)
                   || column.name.endsWith(u"title", Qt::CaseInsensitive));
    });
}

/// What is left when neither the name nor the look of the values decided.
ColumnRole roleOfOtherText(const Subject &s)
{
    if (s.averageLength() > longTextLength)
        return ColumnRole::Text;
    if (s.mostSamples(shape::isCountry) && !s.isKey)
        return ColumnRole::Place;
    if (s.numericText && !s.isKey)
        return roleOfNumber(s);
    if (s.hasFewValues())
        return ColumnRole::Category;
    const bool dated = s.lastIs({u"date", u"datetime", u"timestamp"});
    if (dated && s.column.profile.samples.empty())
        return ColumnRole::Date;
    if (s.distinguishesRows()) {
        if (s.isKey || !s.mostSamples(shape::hasLetters))
            return ColumnRole::Code;
        const bool few = s.table.rowCount.value_or(0) <= fewRows && !s.column.unique;
        const bool single = s.words.size() == 1;
        return few && !single && hasNameElsewhere(s) ? ColumnRole::Text : ColumnRole::Name;
    }
    const bool repeats = s.repetition().value_or(0) >= 2;
    const bool isShort = s.repetition().has_value() && s.averageLength() <= shortTextLength;
    return repeats || isShort ? ColumnRole::Category : ColumnRole::Text;
}

ColumnRole roleOfText(const Subject &s)
{
    if (s.mostSamples(shape::isDate))
        return ColumnRole::Date;
    if (s.mostSamples(shape::isUuid) || saysIdentifier(s))
        return ColumnRole::Identifier;
    if (s.column.profile.samplesComplete && s.column.profile.samples.size() <= 3 && s.mostSamples(shape::isYesOrNo)
        && !saysCategory(s) && (s.column.profile.samples.size() > 1 || asksYesOrNo(s)))
        return ColumnRole::Flag;
    if (saysPlace(s) && !isStateOfAffairs(s) && !saysCode(s))
        return ColumnRole::Place;
    if (saysLongText(s) || s.mostSamples(shape::isUrl))
        return ColumnRole::Text;
    if (saysName(s)) {
        // A job's or a course's title is not what its row is called when many rows share it.
        const bool shared = s.last() == u"title" && s.hasFewValues() && !s.distinguishesRows();
        return shared ? ColumnRole::Category : ColumnRole::Name;
    }
    const bool saysKind = saysCategory(s) && !s.isKey && !s.column.unique;
    if (saysCode(s))
        return saysKind && s.last() == u"code" && !s.refers ? ColumnRole::Category : ColumnRole::Code;
    if (s.refers)
        return ColumnRole::Identifier;
    if (isCodeByValue(s))
        return ColumnRole::Code;
    if (s.numericText && (saysYear(s) || saysPercentage(s) || saysMoney(s) || saysQuantity(s)))
        return roleOfNumber(s);
    if (const ColumnRole figure = roleOfWrittenFigure(s); figure != ColumnRole::Unknown)
        return figure;
    const auto hasFigure = [](const QString &sample) {
        return std::ranges::any_of(sample, [](QChar c) { return c.isDigit(); });
    };
    if (s.lastIs({u"date", u"datum", u"fecha", u"dob", u"birthday"}) && s.mostSamples(hasFigure))
        return ColumnRole::Date;
    if (saysKind && s.averageLength() <= longTextLength)
        return ColumnRole::Category;
    return roleOfOtherText(s);
}

ColumnRole roleOf(const Table &table, const Column &column)
{
    const Subject subject(table, column);
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
        for (Column &column : table.columns)
            column.unit = unitOf(table, column);
    }
}

} // namespace tabletalk
