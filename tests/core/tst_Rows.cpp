// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Rows.h"
#include "tests/support/TestRunner.h"

#include <boost/json.hpp>

#include <QTest>

#include <limits>

using namespace tabletalk;
using namespace Qt::StringLiterals;

class TestRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRowIsAJsonArrayOfItsCells()
    {
        std::string out;
        api::appendJson(out, {std::monostate(), true, qint64(7), 2.5, u"a\"ü\n"_s});
        QCOMPARE(out, std::string("[null,true,7,2.5E0,\"a\\\"ü\\n\"]"));
    }

    void bigIntegersStayExact()
    {
        std::string out;
        api::appendJson(out, {std::numeric_limits<qint64>::max()});
        QCOMPARE(out, std::string("[9223372036854775807]"));
    }

    void decimalsAreNumbersWhileADoubleHoldsThem()
    {
        QVERIFY(api::toJson(Cell(Decimal{u"12.50"_s})).is_double());
        QCOMPARE(api::toJson(Cell(Decimal{u"42"_s})).as_int64(), int64_t(42));
        const auto big = api::toJson(Cell(Decimal{u"12345678901234567.89"_s}));
        QCOMPARE(std::string(big.as_string().c_str()), std::string("12345678901234567.89"));
    }

    void whatJsonCannotSayIsNull()
    {
        QVERIFY(api::toJson(Cell(std::numeric_limits<double>::infinity())).is_null());
        QVERIFY(api::toJson(Cell(std::numeric_limits<double>::quiet_NaN())).is_null());
    }

    void binaryIsBase64()
    {
        QCOMPARE(std::string(api::toJson(Cell(QByteArray("\x00\xff", 2))).as_string().c_str()), std::string("AP8="));
    }
};

static const bool registered = tabletalk::test::add<TestRows>();
#include "tst_Rows.moc"
