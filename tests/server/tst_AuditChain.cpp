// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/audit/AuditService.h"
#include "server/audit/AuditVerifier.h"
#include "server/platform/Vault.h"
#include "tests/support/People.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/TestRunner.h"

#include <QTest>

#include <thread>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Fixture
{
    void keep(int count, const TenantScope &tenant)
    {
        for (int i = 0; i < count; ++i) {
            AuditRecord record;
            record.caller = People::identity(tenant, user);
            record.origin = {.requestId = {}, .address = u"192.0.2.7"_s, .client = u"Browser/1"_s, .organization = {}};
            record.action = u"chat.run"_s;
            record.target = QString::number(i);
            record.outcome = u"ok"_s;
            record.rule = u"chat.run by owner"_s;
            record.sql = u"SELECT %1"_s.arg(i);
            service.record(std::move(record));
            platform.clock.advance(1ms);
        }
        platform.database->flush();
    }
    void keep(int count) { keep(count, scope); }

    api::AuditVerification verify(std::optional<KeptHead> head = {}) { return verifyWith(vault, std::move(head)); }

    api::AuditVerification verifyWith(Vault &anyVault, std::optional<KeptHead> head = {})
    {
        AuditVerifier verifier(anyVault, scope, std::move(head));
        while (!platform.database->readNow([&](Transaction &transaction) { return verifier.step(transaction); })) {
        }
        return verifier.result();
    }

    /// Behind the server's back, as somebody with the file and an SQL shell does it.
    void tamper(const QString &sql)
    {
        QString statement = sql;
        statement.replace(u"TENANT"_s, u'\'' + scope.tenant().toString() + u'\'');
        people.run(statement);
    }

    TestPlatform platform;
    People people{platform};
    Vault vault{*platform.database, platform.clock, Secret(QByteArray(32, 'k'))};
    AuditService service{*platform.database, vault, platform.clock};
    TenantScope scope = people.tenant(u"A"_s);
    UserId user = people.member(scope, u"a@example.org"_s);
};

} // namespace

class TestAuditChain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordsThatNobodyTouchedAreIntact()
    {
        Fixture f;
        f.keep(1200);
        const auto result = f.verify();
        QVERIFY2(result.intact, qPrintable(result.brokenWhy.value_or(QString())));
        QCOMPARE(result.records, 1200);
        QCOMPARE(result.headSeq, 1200);
        QCOMPARE(result.headHash.size(), 64);
    }

    void anOrganisationWithoutRecordsIsIntact()
    {
        Fixture f;
        QVERIFY(f.verify().intact);
    }

    void everySortOfTamperingIsFoundAndNamed_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<int>("broken");
        QTest::newRow("who") << u"UPDATE audit SET user_id = NULL WHERE seq = 4"_s << 4;
        QTest::newRow("what") << u"UPDATE audit SET action = 'chat.ask' WHERE seq = 4"_s << 4;
        QTest::newRow("to what") << u"UPDATE audit SET target = '' WHERE seq = 4"_s << 4;
        QTest::newRow("when") << u"UPDATE audit SET at = at + 1 WHERE seq = 4"_s << 4;
        QTest::newRow("from where") << u"UPDATE audit SET address = '192.0.2.8' WHERE seq = 4"_s << 4;
        QTest::newRow("with what") << u"UPDATE audit SET client = 'Browser/2' WHERE seq = 4"_s << 4;
        QTest::newRow("outcome") << u"UPDATE audit SET outcome = 'forbidden' WHERE seq = 4"_s << 4;
        QTest::newRow("rule") << u"UPDATE audit SET rule_text = NULL WHERE seq = 4"_s << 4;
        QTest::newRow("statement") << u"UPDATE audit SET sql_text = NULL WHERE seq = 4"_s << 4;
        QTest::newRow("key") << u"UPDATE audit SET api_key_id = 'x' WHERE seq = 4"_s << 4;
        QTest::newRow("hash") << u"UPDATE audit SET hash = '00' WHERE seq = 4"_s << 4;
        QTest::newRow("text moved between fields")
            << u"UPDATE audit SET action = action || target, target = '' WHERE seq = 4"_s << 4;
        QTest::newRow("removed") << u"DELETE FROM audit WHERE seq = 4"_s << 4;
        QTest::newRow("first removed") << u"DELETE FROM audit WHERE seq = 1"_s << 1;
        QTest::newRow("all removed") << u"DELETE FROM audit"_s << 1;
        QTest::newRow("cut off at the end") << u"DELETE FROM audit WHERE seq > 7"_s << 8;
        QTest::newRow("reordered")
            << u"UPDATE audit SET seq = CASE seq WHEN 4 THEN -5 ELSE -4 END WHERE seq IN (4, 5)"_s << 4;
        QTest::newRow("put outside") << u"UPDATE audit SET seq = NULL WHERE seq = 4"_s << 4;
        QTest::newRow("end moved back")
            << u"UPDATE audit_chains SET head_seq = 7, head_hash = (SELECT hash FROM audit WHERE seq = 7)"_s << 7;
        QTest::newRow("cut off with its end")
            << u"DELETE FROM audit WHERE seq > 7; UPDATE audit_chains SET head_seq = 7, head_hash = (SELECT hash "
               "FROM audit WHERE seq = 7)"_s
            << 7;
        QTest::newRow("beginning moved")
            << u"DELETE FROM audit WHERE seq < 4; UPDATE audit_chains SET checkpoint_seq = 3, checkpoint_hash = "
               "(SELECT hash FROM audit WHERE seq = 4)"_s
            << 4;
        QTest::newRow("end removed") << u"DELETE FROM audit_chains"_s << 1;
        QTest::newRow("unsigned") << u"UPDATE audit_chains SET signature = ''"_s << 10;
        QTest::newRow("added behind the end")
            << u"INSERT INTO audit (tenant_id, id, at, action, target, outcome, address, client, seq, hash) VALUES "
               "(TENANT, 'x', 1, 'a', 'b', 'ok', '', '', 11, '')"_s
            << 11;
        QTest::newRow("added outside")
            << u"INSERT INTO audit (tenant_id, id, at, action, target, outcome, address, client) VALUES "
               "(TENANT, 'x', 2000000000000, 'a', 'b', 'ok', '', '')"_s
            << 10;
    }

    void everySortOfTamperingIsFoundAndNamed()
    {
        QFETCH(QString, sql);
        QFETCH(int, broken);
        Fixture f;
        f.keep(10);
        QVERIFY(f.verify().intact);
        const QStringList statements = sql.split(u"; "_s);
        for (const QString &statement : statements)
            f.tamper(statement);
        if (sql.contains(u"THEN -5"_s))
            f.tamper(u"UPDATE audit SET seq = -seq WHERE seq < 0"_s);
        const auto result = f.verify();
        QVERIFY(!result.intact);
        QCOMPARE(result.brokenSeq.value_or(-1), qint64(broken));
        QVERIFY(!result.brokenWhy->isEmpty());
    }

    /// Somebody who knows how hashes are made computes all of them anew: the signature is
    /// beyond them.
    void aChainThatWasComputedAnewWithoutTheKeyIsFound()
    {
        Fixture f;
        f.keep(5);
        f.tamper(u"UPDATE audit SET sql_text = 'SELECT 0' WHERE seq = 2"_s);
        const auto links = f.platform.database->readNow(
            [&](Transaction &transaction) { return AuditStore(transaction, f.scope).links(0, 5, 10); });
        QString previous = firstAuditHash(f.scope.tenant());
        for (const StoredAudit &link : links) {
            previous = auditHash(previous, f.scope.tenant(), link);
            f.people.run(u"UPDATE audit SET hash = ? WHERE seq = ?"_s, {previous, *link.seq});
        }
        f.people.run(u"UPDATE audit_chains SET head_hash = ?"_s, {previous});
        QCOMPARE(f.verify().brokenSeq.value_or(-1), 5);
        // What the server adds later does not heal it.
        f.keep(1);
        QVERIFY(!f.verify().intact);
    }

    void anotherMasterKeysSignatureIsNoSignature()
    {
        Fixture f;
        f.keep(3);
        f.people.run(u"DELETE FROM data_keys"_s);
        Vault other(*f.platform.database, f.platform.clock, Secret(QByteArray(32, 'x')));
        QVERIFY(!f.verifyWith(other).intact);
    }

    void aChainThatWasPutBackOrCutIsHeldAgainstAKeptEnd()
    {
        Fixture f;
        f.keep(4);
        const auto early = f.verify();
        const auto saved = f.people.run(u"SELECT head_seq, head_hash, signature FROM audit_chains"_s).front();
        f.keep(4);
        const auto late = f.verify();
        QVERIFY(f.verify(KeptHead{early.headSeq, early.headHash}).intact);
        QVERIFY(f.verify(KeptHead{late.headSeq, late.headHash}).intact);
        // An old copy of the end together with its signature: sound in itself.
        f.tamper(u"DELETE FROM audit WHERE seq > 4"_s);
        f.people.run(u"UPDATE audit_chains SET head_seq = ?, head_hash = ?, signature = ?"_s,
                     {saved[0], saved[1], saved[2]});
        QVERIFY(f.verify().intact);
        QCOMPARE(f.verify(KeptHead{late.headSeq, late.headHash}).brokenSeq.value_or(-1), 5);
        // Everything thrown away and begun anew.
        f.tamper(u"DELETE FROM audit"_s);
        f.tamper(u"DELETE FROM audit_chains"_s);
        QVERIFY(!f.verify(KeptHead{early.headSeq, early.headHash}).intact);
        f.keep(9);
        QVERIFY(f.verify().intact);
        QCOMPARE(f.verify(KeptHead{early.headSeq, early.headHash}).brokenSeq.value_or(-1), early.headSeq);
    }

    void organisationsHaveChainsOfTheirOwn()
    {
        Fixture f;
        const TenantScope other = f.people.tenant(u"B"_s);
        f.people.join(other, f.user);
        for (int i = 0; i < 10; ++i) {
            f.keep(1);
            f.keep(1, other);
        }
        f.people.run(u"DELETE FROM audit WHERE tenant_id = ? AND seq = 3"_s, {other.tenant().toString()});
        QVERIFY(f.verify().intact);
        QVERIFY(!runAwaitable(f.service.verify(other)).intact);
    }

    void manyWritersAtOnceMakeOneChain()
    {
        Fixture f;
        constexpr int writers = 8;
        constexpr int each = 100;
        std::vector<std::jthread> threads;
        for (int w = 0; w < writers; ++w)
            threads.emplace_back([&f, w] {
                for (int i = 0; i < each; ++i) {
                    AuditRecord record;
                    record.caller = People::identity(f.scope, f.user);
                    record.action = u"chat.ask"_s;
                    record.target = u"%1/%2"_s.arg(w).arg(i);
                    record.outcome = u"ok"_s;
                    f.service.record(std::move(record));
                }
            });
        threads.clear();
        f.platform.database->flush();
        const auto result = f.verify();
        QVERIFY2(result.intact, qPrintable(result.brokenWhy.value_or(QString())));
        QCOMPARE(result.records, writers * each);
    }

    void retentionLeavesACheckpointFromWhichTheChainGoesOn()
    {
        Fixture f;
        f.keep(2500);
        f.platform.clock.advance(std::chrono::days(40));
        f.keep(10);
        f.service.deleteOlderThan(std::chrono::days(30));
        auto result = f.verify();
        QVERIFY2(result.intact, qPrintable(result.brokenWhy.value_or(QString())));
        QCOMPARE(result.checkpointSeq, 2500);
        QCOMPARE(result.records, 10);
        f.keep(5);
        result = f.verify();
        QVERIFY(result.intact);
        QCOMPARE(result.headSeq, 2515);
        // The checkpoint itself cannot be moved on to hide more.
        f.tamper(u"UPDATE audit_chains SET checkpoint_seq = 2502, checkpoint_hash = (SELECT hash FROM audit WHERE "
                 "seq = 2502)"_s);
        f.tamper(u"DELETE FROM audit WHERE seq <= 2502"_s);
        QVERIFY(!f.verify().intact);
    }

    void retentionOfEverythingKeepsTheEnd()
    {
        Fixture f;
        f.keep(3);
        f.platform.clock.advance(std::chrono::days(40));
        f.service.deleteOlderThan(std::chrono::days(30));
        QCOMPARE(f.verify().checkpointSeq, 3);
        QVERIFY(f.verify().intact);
        f.keep(1);
        QVERIFY(f.verify().intact);
        QCOMPARE(f.verify().headSeq, 4);
    }

    void recordsFromBeforeTheChainAreCountedApart()
    {
        Fixture f;
        f.tamper(u"INSERT INTO audit (tenant_id, id, at, action, target, outcome, address, client) VALUES "
                 "(TENANT, 'old', 1, 'a', 'b', 'ok', '', '')"_s);
        QCOMPARE(f.verify().olderThanChain, 1);
        f.keep(2);
        const auto result = f.verify();
        QVERIFY2(result.intact, qPrintable(result.brokenWhy.value_or(QString())));
        QCOMPARE(result.olderThanChain, 1);
    }

    void textsThatADatabaseWouldChangeAreSealedAsTheyComeBack()
    {
        Fixture f;
        AuditRecord record;
        record.caller = People::identity(f.scope, f.user);
        record.action = u"chat.run"_s;
        record.target = QString(QChar(0xD800)) + u'x';
        record.outcome = u"ok"_s;
        record.sql = QString(u"SELECT 'a"_s + QChar(0) + u"b'"_s);
        f.service.record(std::move(record));
        f.platform.database->flush();
        QVERIFY(f.verify().intact);
    }
};

static const bool registered = tabletalk::test::add<TestAuditChain>();
#include "tst_AuditChain.moc"
