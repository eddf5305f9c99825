// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/ColumnRoles.h"
#include "core/schema/ColumnUnits.h"
#include "tests/support/TestRunner.h"

#include <QStringList>
#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

using Role = ColumnRole;

namespace {

Column columnOf(const QString &name, Role role)
{
    Column column;
    column.name = name;
    column.type = role == Role::Money ? ColumnType::Decimal : ColumnType::Real;
    column.role = role;
    return column;
}

QString unitOfName(const QString &name, Role role = Role::Measure)
{
    return unitOf(Table(), columnOf(name, role));
}

Column textColumn(const QString &name, Role role, std::vector<QString> samples)
{
    Column column = columnOf(name, role);
    column.type = ColumnType::Text;
    column.profile.samples = std::move(samples);
    column.profile.samplesComplete = true;
    return column;
}

} // namespace

class TestColumnUnits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNameTellsTheUnit_data()
    {
        QTest::addColumn<QString>("unit");
        const auto row = [](const char *name, const char *unit) { QTest::newRow(name) << QString::fromUtf8(unit); };
        row("weight_kg", "kg");
        row("WeightKg", "kg");
        row("distance (km)", "km");
        row("duration_min", "min");
        row("DurationMinutes", "min");
        row("delay_mins", "min");
        row("mins", "min");
        row("temp_c", "°C");
        row("TemperatureF", "°F");
        row("temperature_celsius", "°C");
        row("height_in", "in");
        row("screen_in", "in");
        row("height_in_cm", "cm");
        row("length_feet", "ft");
        row("height_ft", "ft");
        row("elevation_m", "m");
        row("depth_meters", "m");
        row("max_gust_speed_mph", "mph");
        row("speed_kmh", "km/h");
        row("speed (km/h)", "km/h");
        row("speed_km_per_hour", "km/h");
        row("max_visibility_miles", "mi");
        row("precipitation_inches", "in");
        row("area_m2", "m²");
        row("living_area_sqft", "ft²");
        row("area_sq_ft", "ft²");
        row("file_size_mb", "MB");
        row("storage_gb", "GB");
        row("Bytes", "bytes");
        row("Milliseconds", "ms");
        row("latency_ms", "ms");
        row("response_time_s", "s");
        row("hours_worked", "h");
        row("days_overdue", "days");
        row("Years_Working", "years");
        row("energy_kwh", "kWh");
        row("fat_g", "g");
        row("volume_ml", "ml");
        row("engine_cc", "cc");
        row("weight_pounds", "lb");
    }

    void aNameTellsTheUnit()
    {
        QFETCH(const QString, unit);
        QCOMPARE(unitOfName(QString::fromUtf8(QTest::currentDataTag())), unit);
    }

    void whatOnlyLooksLikeAUnitIsNone()
    {
        const QStringList names =
            u"min_age min age_min salary_min max checked_in log_in total_in opt_in quantity_in vitamin_c grade_c "
            u"plan_b c "
            "f m male_m size_m class_s hour day month minute days_of_week votes_gb km_id kg_count meter_200 points "
            "weight "
            "height price_per_kg admin mining capacity level_h hp number_of_feeds share_count weight_per_m in feedback"_s
                .split(u' ');
        for (const QString &name : names)
            QVERIFY2(unitOfName(name).isEmpty(), qPrintable(name));
    }

    void theLeastOfARangeIsNoTime()
    {
        Table table;
        table.columns = {columnOf(u"delay_min"_s, Role::Measure), columnOf(u"delay_max"_s, Role::Measure)};
        QCOMPARE(unitOf(table, table.columns.front()), QString());
        table.columns.pop_back();
        QCOMPARE(unitOf(table, table.columns.front()), u"min"_s);
    }

    void moneyIsInTheCurrencyItNames_data()
    {
        QTest::addColumn<QString>("unit");
        QTest::newRow("price_usd") << u"USD"_s;
        QTest::newRow("price_in_euros") << u"EUR"_s;
        QTest::newRow("Damage_millions_USD") << u"million USD"_s;
        QTest::newRow("Budget_in_Billions") << u"billion"_s;
        QTest::newRow("price") << QString();
        QTest::newRow("price_per_kg") << QString();
        QTest::newRow("min_salary") << QString();
    }

    void moneyIsInTheCurrencyItNames()
    {
        QFETCH(const QString, unit);
        QCOMPARE(unitOfName(QString::fromUtf8(QTest::currentDataTag()), Role::Money), unit);
    }

    void aCurrencyBesideIsTakenWhenItIsTheOnlyOne()
    {
        Table table;
        const Column price = columnOf(u"price"_s, Role::Money);
        table.columns = {price, textColumn(u"currency_code"_s, Role::Category, {u"EUR"_s})};
        QCOMPARE(unitOf(table, price), u"EUR"_s);
        table.columns.back() = textColumn(u"currency_code"_s, Role::Category, {u"EUR"_s, u"USD"_s});
        QCOMPARE(unitOf(table, price), QString());
        table.columns.back() = textColumn(u"currency_code"_s, Role::Category, {u"EUR"_s});
        table.columns.push_back(textColumn(u"base_currency"_s, Role::Category, {u"USD"_s}));
        QCOMPARE(unitOf(table, price), QString());
        // Weights have no currency.
        const Column weight = columnOf(u"weight"_s, Role::Measure);
        QCOMPARE(unitOf(table, weight), QString());
    }

    void aCommentTellsTheUnit_data()
    {
        QTest::addColumn<QString>("comment");
        QTest::addColumn<QString>("unit");
        QTest::newRow("in words") << u"Weight of the parcel in kilograms."_s << u"kg"_s;
        QTest::newRow("in brackets") << u"Outer length (mm)"_s << u"mm"_s;
        QTest::newRow("named") << u"Unit: hours"_s << u"h"_s;
        QTest::newRow("in a place") << u"Measured in Berlin"_s << QString();
        QTest::newRow("in total") << u"Weight in total (all parts)"_s << QString();
    }

    void aCommentTellsTheUnit()
    {
        QFETCH(const QString, comment);
        QFETCH(const QString, unit);
        Column column = columnOf(u"figure"_s, Role::Measure);
        column.comment = comment;
        QCOMPARE(unitOf(Table(), column), unit);
    }

    void valuesTellTheUnitWhenAllHaveTheSame()
    {
        QCOMPARE(unitOf(Table(), textColumn(u"size"_s, Role::Measure, {u"3.78 MB"_s, u"4.12 MB"_s})), u"MB"_s);
        QCOMPARE(unitOf(Table(), textColumn(u"size"_s, Role::Measure, {u"3.78 MB"_s, u"120 KB"_s})), QString());
        QCOMPARE(unitOf(Table(), textColumn(u"cost"_s, Role::Money, {u"€ 12"_s, u"€ 14.50"_s})), u"EUR"_s);
    }

    void aShareOfOneIsNotWrittenAsPercent()
    {
        Column rate = columnOf(u"discount"_s, Role::Percentage);
        rate.profile.maximum = u"0.35"_s;
        QCOMPARE(unitOf(Table(), rate), QString());
        rate.profile.maximum = u"35"_s;
        QCOMPARE(unitOf(Table(), rate), u"%"_s);
    }

    void onlyFiguresHaveUnits()
    {
        for (const Role role : {Role::Identifier, Role::Name, Role::Code, Role::Date, Role::Flag, Role::Text})
            QCOMPARE(unitOfName(u"weight_kg"_s, role), QString());
    }

    void unitsAreFoundTogetherWithRoles()
    {
        Table table;
        table.columns = {columnOf(u"weight_kg"_s, Role::Unknown)};
        Schema schema;
        schema.tables = {table};
        assignColumnRoles(schema);
        QCOMPARE(schema.tables[0].columns[0].unit, u"kg"_s);
    }

    void aNumberIsShownWithItsUnit()
    {
        QCOMPARE(withUnit(u"12.5"_s, u"kg"_s), u"12.5\u00a0kg"_s);
        QCOMPARE(withUnit(u"12.5"_s, QString()), u"12.5"_s);
    }
};

static const bool registered = tabletalk::test::add<TestColumnUnits>();
#include "tst_ColumnUnits.moc"
