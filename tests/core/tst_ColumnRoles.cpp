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
