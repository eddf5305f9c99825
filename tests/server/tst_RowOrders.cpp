// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Uuid7.h"
#include "server/chat/RowOrders.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;

class TestRowOrders : public QObject
{
    Q_OBJECT

private:
    static QByteArray wish(size_t number) { return "wish " + QByteArray::number(qulonglong(number)); }
    static std::shared_ptr<const RowOrder> rows(size_t count) { return std::make_shared<const RowOrder>(count, 7U); }

private Q_SLOTS:
    void anOrderIsFoundByItsResultAndWish()
    {
        RowOrders orders;
        const auto result = makeId<ResultId>({1});
        orders.keep(result, wish(1), rows(3));
        QVERIFY(orders.find(result, wish(1)));
        QVERIFY(!orders.find(result, wish(2)));
        QVERIFY(!orders.find(makeId<ResultId>({1}), wish(1)));
    }

    void whatWasUsedLastStays()
    {
        RowOrders orders;
        const auto result = makeId<ResultId>({1});
        constexpr size_t half = RowOrders::mostRows / 2;
        orders.keep(result, wish(1), rows(half));
        orders.keep(result, wish(2), rows(half));
        QVERIFY(orders.find(result, wish(1)));
        orders.keep(result, wish(3), rows(half));
        QVERIFY(orders.find(result, wish(1)));
        QVERIFY(!orders.find(result, wish(2)));
    }

    /// A filter that leaves nothing takes no rows, but its words do.
    void ordersOfNoRowsAreBoundedToo()
    {
        RowOrders orders;
        const auto result = makeId<ResultId>({1});
        for (size_t i = 0; i < RowOrders::mostOrders + 1; ++i)
            orders.keep(result, wish(i), rows(0));
        QVERIFY(!orders.find(result, wish(0)));
        QVERIFY(orders.find(result, wish(1)));
        QVERIFY(orders.find(result, wish(RowOrders::mostOrders)));
    }
};

static const bool registered = tabletalk::test::add<TestRowOrders>();
#include "tst_RowOrders.moc"
