// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/ColumnRoles.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

using Role = ColumnRole;
using Type = ColumnType;

namespace {

struct Case
{
    Column column;
    qint64 rows = 1000;
    bool key = false;
    bool refers = false;
};

Column columnOf(const char *name, Type type)
{
    Column column;
    column.name = QString::fromLatin1(name);
    column.type = type;
    return column;
}

Case plain(const char *name, Type type)
{
    return {columnOf(name, type)};
}

Case ranged(const char *name, Type type, const char *minimum, const char *maximum)
{
    Case c = plain(name, type);
    c.column.profile.minimum = QString::fromLatin1(minimum);
    c.column.profile.maximum = QString::fromLatin1(maximum);
    return c;
}

Case sampled(const char *name, std::vector<QString> samples, qint64 distinct)
{
    Case c = plain(name, Type::Text);
    c.column.profile.samplesComplete = qint64(samples.size()) == distinct;
    c.column.profile.samples = std::move(samples);
    c.column.profile.distinctCount = distinct;
    c.column.profile.nullCount = 0;
    return c;
}

Case asKey(Case c)
{
    c.key = true;
    return c;
}

Case asReference(Case c)
{
    c.refers = true;
    return c;
}

} // namespace

class TestColumnRoles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aColumnHasTheRoleItsNameTypeAndDataSpeakFor_data()
    {
        QTest::addColumn<Case>("input");
        QTest::addColumn<Role>("role");
        const auto row = [](const char *what, const Case &c, Role role) { QTest::newRow(what) << c << role; };

        row("number key", asKey(plain("nr", Type::Integer)), Role::Identifier);
        row("reference", asReference(plain("customer", Type::Integer)), Role::Identifier);
        row("id by name", plain("legacyId", Type::Integer), Role::Identifier);
        row("uuid by data", sampled("handle", {u"018f2c6e-1b2a-7c3d-8e4f-5a6b7c8d9e0f"_s}, 900), Role::Identifier);
        row("money", plain("unit_price", Type::Decimal), Role::Money);
        row("money in units", plain("Budget_USD", Type::Integer), Role::Money);
        row("amount", plain("amount", Type::Decimal), Role::Money);
        row("counts are no money", plain("number_of_sales", Type::Integer), Role::Measure);
        row("hours are no money", plain("paid_hours", Type::Real), Role::Measure);
        row("percentage", plain("discount_percent", Type::Integer), Role::Percentage);
        row("rate up to one", ranged("discount", Type::Real, "0", "0.35"), Role::Percentage);
        row("discount in money", ranged("discount", Type::Decimal, "0", "250.00"), Role::Money);
        row("year", ranged("founded_year", Type::Integer, "1880", "2019"), Role::Date);
        row("years are a duration", ranged("duration_years", Type::Integer, "2", "4"), Role::Measure);
        row("date", plain("hired_on", Type::Date), Role::Date);
        row("date kept as text", sampled("hired", {u"2024-01-31"_s, u"2023-11-02"_s}, 800), Role::Date);
        row("date in German", sampled("hired", {u"31.01.2024"_s, u"02.11.2023"_s}, 800), Role::Date);
        row("version is no date", sampled("version", {u"10.2.1"_s, u"10.2.2"_s}, 990), Role::Code);
        row("boolean", plain("anything", Type::Boolean), Role::Flag);
        row("flag as number", ranged("is_active", Type::Integer, "0", "1"), Role::Flag);
        row("small count is no flag", ranged("children", Type::Integer, "0", "1"), Role::Measure);
        row("flag as text", sampled("archived", {u"N"_s, u"Y"_s}, 2), Role::Flag);
        row("name", sampled("name", {u"Ada"_s}, 1000), Role::Name);
        row("last name", sampled("lname", {u"Smith"_s}, 300), Role::Name);
        row("job title is shared", sampled("title", {u"Professor"_s, u"Lecturer"_s}, 2), Role::Category);
        row("book title", sampled("title", {u"Ulysses"_s}, 990), Role::Name);
        row("code", sampled("sku", {u"26-120"_s}, 1000), Role::Code);
        row("email", sampled("email", {u"a@example.org"_s}, 1000), Role::Code);
        row("city", sampled("home_city", {u"Berlin"_s, u"Osaka"_s}, 40), Role::Place);
        row("state as a place", sampled("state", {u"Texas"_s, u"Ohio"_s}, 40), Role::Place);
        row("state of affairs", sampled("state", {u"open"_s, u"closed"_s}, 2), Role::Category);
        row("coordinates", plain("latitude", Type::Real), Role::Place);
        row("zip code", plain("zip_code", Type::Integer), Role::Place);
        row("category", sampled("status", {u"paid"_s, u"open"_s}, 2), Role::Category);
        row("category by data", sampled("fuel", {u"gas"_s, u"oil"_s}, 2), Role::Category);
        row("text", sampled("comment", {u"Good."_s}, 700), Role::Text);
        row("long text", sampled("lore", {QString(200, u'x')}, 700), Role::Text);
        row("measure", ranged("weight_kg", Type::Real, "1", "90"), Role::Measure);
        row("measure unknown", plain("xyz", Type::Integer), Role::Measure);
        row("number kept as text", sampled("age", {u"31"_s, u"40"_s}, 45), Role::Measure);
        row("leading zeros make a code", sampled("batch", {u"0031"_s, u"0040"_s}, 990), Role::Code);
        row("year kept as text", sampled("open_year", {u"1998"_s, u"2004"_s}, 30), Role::Date);
        row("day in digits", ranged("order_date", Type::Integer, "20200131", "20260630"), Role::Date);
        row("month in digits", ranged("fiscal_month", Type::Integer, "202001", "202606"), Role::Date);
        row("seconds since 1970", ranged("created_at", Type::Integer, "1577836800", "1767225600"), Role::Date);
        row("milliseconds since 1970", ranged("login_ts", Type::Integer, "1577836800000", "1767225600000"), Role::Date);
        row("a count at some time is none", ranged("viewed_at", Type::Integer, "0", "40"), Role::Measure);
        row("date in words", sampled("born", {u"December 5, 1991"_s, u"4 July 1990"_s}, 800), Role::Date);
        row("long without a latitude", ranged("long", Type::Real, "1.4", "9.9"), Role::Measure);
        row("phone by its look", sampled("kontakt", {u"+49 30 901820"_s, u"(062) 892-7033"_s}, 900), Role::Code);
        row("address by its look", sampled("page", {u"https://example.org/a"_s, u"http://example.com"_s}, 900),
            Role::Text);
        row("account number by its look", sampled("konto", {u"DE89 3704 0044 0532 0130 00"_s}, 900), Role::Code);
        row("postal code", sampled("postal_code", {u"00-358"_s, u"00192"_s}, 400), Role::Place);
        row("country by its values", sampled("based_in", {u"Japan"_s, u"Spain"_s, u"UK"_s}, 300), Role::Place);
        row("currency code", sampled("currency_code", {u"EUR"_s, u"USD"_s}, 2), Role::Category);
        row("kind kept as a code", sampled("order_status_code", {u"New"_s, u"Open"_s}, 40), Role::Category);
        row("true and false as letters", sampled("insured", {u"T"_s, u"F"_s}, 2), Role::Flag);
        row("one and zero of a gender", sampled("gender_mf", {u"1"_s, u"0"_s}, 2), Role::Category);
        row("percentage up to a hundred", ranged("tax_rate", Type::Decimal, "0", "19"), Role::Percentage);
        row("percentage with its sign", sampled("growth", {u"12 %"_s, u"7%"_s}, 60), Role::Percentage);
        row("money per day", ranged("rental_rate", Type::Decimal, "0.99", "4.99"), Role::Money);
        row("money with its sign", sampled("value", {u"$12.50"_s, u"$1,200"_s}, 80), Role::Money);
        row("amount due", plain("amount_due", Type::Decimal), Role::Money);
        row("an amount of things", plain("amount_of_bottles", Type::Integer), Role::Measure);
        row("duration", sampled("length", {u"4:24"_s, u"1:02:33"_s}, 400), Role::Measure);
        row("size with its unit", sampled("file", {u"3.78 MB"_s, u"4.12 MB"_s}, 900), Role::Measure);
        row("done by somebody", sampled("directed_by", {u"Ada Park"_s, u"Bo Lind"_s}, 30), Role::Name);
        row("short details", sampled("event_details", {u"Fail"_s, u"Success"_s}, 2), Role::Category);
        row("German street", sampled("strasse", {u"Hauptstr. 1"_s}, 900), Role::Place);
        row("Spanish name", sampled("nombre", {u"Ada"_s}, 900), Role::Name);
        row("binary", plain("photo", Type::Binary), Role::Unknown);
    }

    void aColumnHasTheRoleItsNameTypeAndDataSpeakFor()
    {
        QFETCH(const Case, input);
        QFETCH(const Role, role);
        Table table;
        table.name = u"things"_s;
        table.rowCount = input.rows;
        table.columns = {input.column};
        if (input.key)
            table.primaryKey = {input.column.name};
        if (input.refers)
            table.foreignKeys = {{{input.column.name}, {}, u"others"_s, {u"id"_s}}};
        Schema schema;
        schema.tables = {table};
        assignColumnRoles(schema);
        QCOMPARE(int(schema.tables.front().columns.front().role), int(role));
    }

    void aLongitudeStandsBesideALatitude()
    {
        Table table;
        table.name = u"stations"_s;
        table.columns = {columnOf("lat", Type::Real), columnOf("long", Type::Real)};
        Schema schema;
        schema.tables = {table};
        assignColumnRoles(schema);
        QCOMPARE(int(schema.tables[0].columns[1].role), int(Role::Place));
    }

    void callingItAgainChangesNothing()
    {
        Schema schema;
        Table table;
        table.columns = {columnOf("order_id", Type::Integer), columnOf("price", Type::Decimal)};
        schema.tables = {table};
        assignColumnRoles(schema);
        const Role first = schema.tables[0].columns[1].role;
        assignColumnRoles(schema);
        QCOMPARE(int(schema.tables[0].columns[1].role), int(first));
    }

    void aColumnWithoutANameIsNoDanger()
    {
        Schema schema;
        Table table;
        table.columns = {columnOf("", Type::Integer), columnOf("___", Type::Text), columnOf("%", Type::Other)};
        schema.tables = {table};
        assignColumnRoles(schema);
        QCOMPARE(int(schema.tables[0].columns[0].role), int(Role::Measure));
    }
};

static const bool registered = tabletalk::test::add<TestColumnRoles>();
#include "tst_ColumnRoles.moc"
