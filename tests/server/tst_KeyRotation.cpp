// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/KeyRotation.h"
#include "server/platform/MasterKey.h"
#include "server/platform/Vault.h"
#include "tests/support/People.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestPlatform.h"
#include "tests/support/TestRunner.h"

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace {

Secret keyOf(char c)
{
    return Secret(QByteArray(32, c));
}

/// Organisations with something sealed in each, and the master key in a file.
struct Fixture
{
    explicit Fixture(int organisations = 3)
    {
        orThrow(writeMasterKey(file(u"master.key"_s), keyOf('k')));
        Vault vault(*platform.database, platform.clock, keyOf('k'));
        for (int i = 0; i < organisations; ++i) {
            scopes.push_back(platform.makeTenant());
            sealed.push_back(vault.seal(scopes.back(), "place", QByteArray::number(i)));
        }
    }

    QString file(const QString &name) const { return platform.place.filePath(name); }
    Secret keyInFile() const { return orThrow(readMasterKey(file(u"master.key"_s))); }
    Result<Secret> settled() { return settledMasterKey(*platform.database, keyInFile(), platform.place.directory()); }

    bool opensAll(Secret key)
    {
        Vault vault(*platform.database, platform.clock, std::move(key));
        for (size_t i = 0; i < scopes.size(); ++i) {
            const auto plain = vault.open(scopes[i], "place", sealed[i]);
            if (!plain || *plain != QByteArray::number(int(i)))
                return false;
        }
        return vault.verify().has_value();
    }

    TestPlatform platform;
    std::vector<TenantScope> scopes;
    std::vector<QByteArray> sealed;
};

} // namespace

class TestKeyRotation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allDataOpensWithTheNewKeyAndNothingWithTheOldOne()
    {
        Fixture f(1200); // more than are read at once
        const auto count = rewrapDataKeys(*f.platform.database, keyOf('k'), keyOf('n'));
        QCOMPARE(count.value_or(0), 1200);
        QVERIFY(f.opensAll(keyOf('n')));
        QVERIFY(!f.opensAll(keyOf('k')));
    }

    void oneKeyThatDoesNotOpenLeavesAllAsTheyWere()
    {
        Fixture f(600);
        People(f.platform)
            .run(u"UPDATE data_keys SET wrapped_key = ? WHERE tenant_id = (SELECT MAX(tenant_id) FROM data_keys)"_s,
                 {QByteArray(1, '\0')});
        QVERIFY(!rewrapDataKeys(*f.platform.database, keyOf('k'), keyOf('n')));
        Vault old(*f.platform.database, f.platform.clock, keyOf('k'));
        int opened = 0;
        for (size_t i = 0; i < f.scopes.size(); ++i)
            opened += old.open(f.scopes[i], "place", f.sealed[i]).has_value() ? 1 : 0;
        QCOMPARE(opened, 599);
    }

    void theKeyFileIsReplacedAndReadableByItsOwnerAlone()
    {
        Fixture f;
        const QByteArray before = f.keyInFile().reveal().toByteArray();
        QCOMPARE(rotateMasterKeyFile(*f.platform.database, f.keyInFile(), f.platform.place.directory()).value_or(0), 3);
        QVERIFY(f.keyInFile().reveal() != before);
        QVERIFY(f.opensAll(f.keyInFile()));
        QVERIFY(!QFile::exists(f.file(u"master.key.next"_s)));
        const auto forOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(f.file(u"master.key"_s)) & forOthers));
    }

    void interruptedBeforeTheTransactionTheOldKeyGoesOn()
    {
        Fixture f;
        orThrow(writeMasterKey(f.file(u"master.key.next"_s), keyOf('n')));
        const auto settled = f.settled();
        QVERIFY(settled.has_value());
        QCOMPARE(settled->reveal().toByteArray(), QByteArray(32, 'k'));
        QVERIFY(f.opensAll(f.keyInFile()));
        QVERIFY(!QFile::exists(f.file(u"master.key.next"_s)));
    }

    void interruptedAfterTheTransactionTheNewKeyGoesOn()
    {
        Fixture f;
        orThrow(writeMasterKey(f.file(u"master.key.next"_s), keyOf('n')));
        orThrow(rewrapDataKeys(*f.platform.database, keyOf('k'), keyOf('n')));
        QVERIFY(!f.opensAll(f.keyInFile())); // the file still holds the old one
        const auto settled = f.settled();
        QVERIFY(settled.has_value());
        QVERIFY(f.opensAll(Secret(settled->reveal().toByteArray())));
        QVERIFY(f.opensAll(f.keyInFile()));
        QVERIFY(!QFile::exists(f.file(u"master.key.next"_s)));
    }

    void aFailedRotationLeavesNoKeyBehind()
    {
        Fixture f;
        QVERIFY(!rotateMasterKeyFile(*f.platform.database, keyOf('w'), f.platform.place.directory()));
        QVERIFY(!QFile::exists(f.file(u"master.key.next"_s)));
        QVERIFY(f.opensAll(f.keyInFile()));
    }

    void aServerStartsAfterAnInterruptedRotationAndStillReachesItsDatabases()
    {
        RunningServer server;
        const auto owner = server.organization(u"Acme"_s);
        const QString database = server.connectShop(owner.accessToken);
        QVERIFY(!database.isEmpty());
        server.stop();
        {
            SystemClock clock;
            const auto platform = orThrow(PlatformDatabase::open({.directory = server.dataDirectory()}, clock));
            const QString folder = server.dataDirectory() + u'/';
            orThrow(writeMasterKey(folder + u"master.key.next"_s, keyOf('n')));
            orThrow(rewrapDataKeys(*platform, orThrow(readMasterKey(folder + u"master.key"_s)), keyOf('n')));
        }
        server.start();
        const auto tested =
            server.rest("POST", u"tenant/databases/%1/test"_s.arg(database), owner.accessToken, json::object{});
        QCOMPARE(tested.status, 200);
        const auto answer = server.rest("POST", u"chat/query"_s, owner.accessToken,
                                        {{"databaseId", database.toStdString()}, {"question", "How many customers?"}});
        QCOMPARE(answer.status, 200);
        const auto verified = server.rest("GET", u"usage/audit/verify"_s, owner.accessToken);
        QVERIFY(verified.body.at("intact").as_bool()); // signatures hang on the data keys, not on the master key
    }
};

static const bool registered = tabletalk::test::add<TestKeyRotation>();
#include "tst_KeyRotation.moc"
