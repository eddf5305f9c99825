// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/audit/RefusalCounter.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

AuditRecord refusal(const TenantId &tenant, const QString &address)
{
    AuditRecord record;
    record.caller.tenant = tenant;
    record.origin.address = address;
    record.outcome = u"rate_limited"_s;
    record.rule = u"rate limit"_s;
    return record;
}

} // namespace

class TestRefusalCounter : public QObject
{
    Q_OBJECT

private:
    const TenantId m_one{QUuid::createUuid()};
    const TenantId m_two{QUuid::createUuid()};

private Q_SLOTS:
    void theFirstIsToldAtOnceAndTheOthersAsANumber()
    {
        RefusalCounter counter;
        Instant now{1'000'000};
        QCOMPARE(counter.add(refusal(m_one, u"192.0.2.1"_s), now).size(), size_t(1));
        for (int i = 0; i < 1000; ++i)
            QVERIFY(counter.add(refusal(m_one, u"192.0.2.1"_s), now + 10s).empty());
        QVERIFY(counter.due(now + 59s).empty());
        const auto due = counter.due(now + 60s);
        QCOMPARE(due.size(), size_t(1));
        QCOMPARE(due[0].action, u"requests.refuse"_s);
        QCOMPARE(due[0].rule.value_or(QString()), u"rate limit, 1000 more within a minute"_s);
        QVERIFY(counter.due(now + 10min).empty());
        QCOMPARE(counter.add(refusal(m_one, u"192.0.2.1"_s), now + 61s).size(), size_t(1)); // anew
    }

    void oneAloneIsToldOnce()
    {
        RefusalCounter counter;
        QCOMPARE(counter.add(refusal(m_one, u"192.0.2.1"_s), Instant{0}).size(), size_t(1));
        QVERIFY(counter.due(Instant{0} + 1h).empty());
    }

    void veryManyAddressesMakeFewRecordsAndHideNoOtherOrganisation()
    {
        RefusalCounter counter;
        const Instant now{0};
        size_t told = 0;
        for (int i = 0; i < 5000; ++i)
            told += counter.add(refusal(m_one, u"2001:db8::%1"_s.arg(i)), now).size();
        QVERIFY2(told <= RefusalCounter::mostAddresses + 1, qPrintable(QString::number(told)));
        QCOMPARE(counter.add(refusal(m_two, u"192.0.2.1"_s), now).size(), size_t(1));
        const auto due = counter.due(now + 1min);
        QCOMPARE(due.size(), size_t(1));
        QCOMPARE(due[0].origin.address, u"several"_s);
        const QString rest = QString::number(5000 - int(told));
        QVERIFY2(due[0].rule.value_or(QString()).contains(rest), qPrintable(due[0].rule.value_or(QString())));
    }
};

static const bool registered = tabletalk::test::add<TestRefusalCounter>();
#include "tst_RefusalCounter.moc"
