// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/UnderstandingCodec.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

/// Every field differs from its default, so that one that is forgotten is noticed.
static Understanding example()
{
    Column column;
    column.name = u"größe \"x\""_s;
    column.databaseType = u"numeric(10,2)"_s;
    column.type = ColumnType::Decimal;
    column.nullable = false;
    column.unique = true;
    column.comment = u"a comment"_s;
    column.role = ColumnRole::Money;
    column.description = u"The size."_s;
    column.profile.distinctCount = 12;
    column.profile.nullCount = 0;
    column.profile.minimum = u"-1.50"_s;
    column.profile.maximum = u""_s;
    column.profile.samples = {u"1.00"_s, u"東京"_s};
    column.profile.samplesComplete = true;
    column.profile.exact = false;

    ForeignKey key;
    key.columns = {u"a"_s, u"b"_s};
    key.referencedSchema = u"other"_s;
    key.referencedTable = u"target"_s;
    key.referencedColumns = {u"c"_s, u"d"_s};
    key.origin = KeyOrigin::Inferred;
    key.confidence = 0.875;

    Table table;
    table.schema = u"sales"_s;
    table.name = u"orders"_s;
    table.kind = TableKind::View;
    table.comment = u"all orders"_s;
    table.description = u"Each row is an order."_s;
    table.rowCount = 9'000'000'000;
    table.columns = {column, Column{}};
    table.primaryKey = {u"a"_s};
    table.foreignKeys = {key};

    Understanding understanding;
    understanding.schema.dialect = Dialect::PostgreSQL;
    understanding.schema.defaultSchema = u"public"_s;
    understanding.schema.tables = {table, Table{}};
    understanding.values = {{u"sales"_s, u"orders"_s, u"a"_s, {u"x"_s, u"y"_s}, true}};
    understanding.organisation = {u"retail"_s, 0.75, {u"Tables named orders"_s}};
    understanding.examples = {{u"How many orders are there?"_s, u"SELECT COUNT(*) FROM orders"_s, 1}};
    return understanding;
}

class TestUnderstandingCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldComesBackAsItWas()
    {
        const Result<Understanding> back = decodeUnderstanding(encodeUnderstanding(example()));
        QVERIFY(back.has_value());
        const Understanding expected = example();
        QCOMPARE(back->schema.dialect, expected.schema.dialect);
        QCOMPARE(back->schema.defaultSchema, expected.schema.defaultSchema);
        QCOMPARE(back->schema.tables.size(), size_t(2));

        const Table &table = back->schema.tables.front();
        const Table &expectedTable = expected.schema.tables.front();
        QCOMPARE(table.schema, expectedTable.schema);
        QCOMPARE(table.name, expectedTable.name);
        QCOMPARE(table.kind, expectedTable.kind);
        QCOMPARE(table.comment, expectedTable.comment);
        QCOMPARE(table.description, expectedTable.description);
        QCOMPARE(table.rowCount, expectedTable.rowCount);
        QCOMPARE(table.primaryKey, expectedTable.primaryKey);
        QVERIFY(!back->schema.tables.back().rowCount.has_value());

        QCOMPARE(table.columns.size(), size_t(2));
        const Column &column = table.columns.front();
        const Column &expectedColumn = expectedTable.columns.front();
        QCOMPARE(column.name, expectedColumn.name);
        QCOMPARE(column.databaseType, expectedColumn.databaseType);
        QCOMPARE(column.type, expectedColumn.type);
        QCOMPARE(column.nullable, expectedColumn.nullable);
        QCOMPARE(column.unique, expectedColumn.unique);
        QCOMPARE(column.comment, expectedColumn.comment);
        QCOMPARE(column.role, expectedColumn.role);
        QCOMPARE(column.description, expectedColumn.description);
        QCOMPARE(column.profile.distinctCount, expectedColumn.profile.distinctCount);
        QCOMPARE(column.profile.nullCount, expectedColumn.profile.nullCount);
        QCOMPARE(column.profile.minimum, expectedColumn.profile.minimum);
        QCOMPARE(column.profile.maximum, expectedColumn.profile.maximum);
        QCOMPARE(column.profile.samples, expectedColumn.profile.samples);
        QCOMPARE(column.profile.samplesComplete, expectedColumn.profile.samplesComplete);
        QCOMPARE(column.profile.exact, expectedColumn.profile.exact);
        QVERIFY(!table.columns.back().profile.minimum.has_value());

        QCOMPARE(table.foreignKeys.size(), size_t(1));
        const ForeignKey &key = table.foreignKeys.front();
        const ForeignKey &expectedKey = expectedTable.foreignKeys.front();
        QCOMPARE(key.columns, expectedKey.columns);
        QCOMPARE(key.referencedSchema, expectedKey.referencedSchema);
        QCOMPARE(key.referencedTable, expectedKey.referencedTable);
        QCOMPARE(key.referencedColumns, expectedKey.referencedColumns);
        QCOMPARE(key.origin, expectedKey.origin);
        QCOMPARE(key.confidence, expectedKey.confidence);

        QCOMPARE(back->values.size(), size_t(1));
        QCOMPARE(back->values.front().schema, u"sales"_s);
        QCOMPARE(back->values.front().table, u"orders"_s);
        QCOMPARE(back->values.front().column, u"a"_s);
        QCOMPARE(back->values.front().values, (std::vector<QString>{u"x"_s, u"y"_s}));
        QVERIFY(back->values.front().complete);
        QCOMPARE(back->organisation.kind, u"retail"_s);
        QCOMPARE(back->organisation.confidence, 0.75);
        QCOMPARE(back->organisation.evidence, std::vector<QString>{u"Tables named orders"_s});
        QCOMPARE(back->examples.size(), size_t(1));
        QCOMPARE(back->examples.front().question, expected.examples.front().question);
        QCOMPARE(back->examples.front().sql, expected.examples.front().sql);
        QCOMPARE(back->examples.front().rowCount, 1);
    }

    void anEmptyUnderstandingComesBackToo()
    {
        const Result<Understanding> back = decodeUnderstanding(encodeUnderstanding({}));
        QVERIFY(back.has_value());
        QVERIFY(back->schema.tables.empty());
    }

    void everyChangedByteIsNoticed()
    {
        const QByteArray good = encodeUnderstanding(example());
        for (qsizetype i = 0; i < good.size(); ++i) {
            QByteArray bad = good;
            bad[i] = char(bad[i] ^ 0x20);
            const Result<Understanding> back = decodeUnderstanding(bad);
            QVERIFY2(!back.has_value(), qPrintable(QString::number(i)));
            QCOMPARE(back.error().code, ProblemCode::NotReady);
        }
    }

    void everyShortenedCopyIsRefused()
    {
        const QByteArray good = encodeUnderstanding(example());
        for (qsizetype length = 0; length < good.size(); ++length)
            QVERIFY(!decodeUnderstanding(good.left(length)).has_value());
        QVERIFY(!decodeUnderstanding(good + 'x').has_value());
    }

    void anotherVersionIsNamedAsSuch()
    {
        QByteArray bytes = encodeUnderstanding(example());
        bytes[7] = 99;
        const Result<Understanding> back = decodeUnderstanding(bytes);
        QVERIFY(!back.has_value());
        QVERIFY(back.error().detail.contains(u"another version"));
        QVERIFY(!back.error().hint.isEmpty());
    }
};

static const bool registered = tabletalk::test::add<TestUnderstandingCodec>();
#include "tst_UnderstandingCodec.moc"
