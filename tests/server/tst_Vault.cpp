// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/RandomToken.h"
#include "server/platform/MasterKey.h"
#include "server/platform/Vault.h"
#include "tests/support/TestPlatform.h"
#include "tests/support/TestRunner.h"

#include <QFile>
#include <QTest>

#include <thread>

using namespace tabletalk;
using namespace Qt::StringLiterals;

class TestVault : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasSealedOpensForItsOwnerAndPlaceAlone()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        const TenantScope other = platform.makeTenant();
        Vault vault(*platform.database, platform.clock, Secret(QByteArray(32, 'k')));
        const QByteArray sealed = vault.seal(scope, "connections/1/url", "postgresql://secret");
        QVERIFY(!sealed.contains("secret"));
        QCOMPARE(*vault.open(scope, "connections/1/url", sealed), QByteArray("postgresql://secret"));
        QVERIFY(!vault.open(scope, "connections/2/url", sealed));
        QVERIFY(!vault.open(other, "connections/1/url", sealed));
    }

    void keysSurviveARestartAndAnotherMasterKeyIsNoticed()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        QByteArray sealed;
        {
            Vault vault(*platform.database, platform.clock, Secret(QByteArray(32, 'k')));
            QVERIFY(vault.verify().has_value());
            sealed = vault.seal(scope, "place", "text");
        }
        platform.reopen();
        Vault same(*platform.database, platform.clock, Secret(QByteArray(32, 'k')));
        QVERIFY(same.verify().has_value());
        QCOMPARE(*same.open(scope, "place", sealed), QByteArray("text"));
        Vault wrong(*platform.database, platform.clock, Secret(QByteArray(32, 'x')));
        QVERIFY(!wrong.verify());
        QVERIFY(!wrong.verify().error().hint.isEmpty());
        QVERIFY(!wrong.open(scope, "place", sealed));
    }

    void manyThreadsMakeOneKeyForAnOrganisation()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        Vault first(*platform.database, platform.clock, Secret(QByteArray(32, 'k')));
        Vault second(*platform.database, platform.clock, Secret(QByteArray(32, 'k')));
        QByteArray a;
        QByteArray b;
        std::thread thread([&] { a = first.seal(scope, "place", "a"); });
        b = second.seal(scope, "place", "b");
        thread.join();
        QCOMPARE(*second.open(scope, "place", a), QByteArray("a"));
        QCOMPARE(*first.open(scope, "place", b), QByteArray("b"));
    }

    void theMasterKeyFileIsMadeOnceForItsOwnerAlone()
    {
        const QTemporaryDir dir;
        const auto made = loadMasterKey({}, dir.path());
        QVERIFY(made.has_value());
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        const QString path = dir.filePath(u"master.key"_s);
        QVERIFY(!(QFile::permissions(path) & others));
        QCOMPARE(loadMasterKey({}, dir.path())->reveal(), made->reveal());

        QFile::setPermissions(path, QFile::permissions(path) | QFile::ReadOther);
        QVERIFY(!loadMasterKey({}, dir.path()));
    }

    void aNewKeyIsNeverMadeForAnExistingDatabase()
    {
        if (test::platformIsPostgres())
            QSKIP("is about the file beside the key; verify() tells it on a server");
        test::TestPlatform platform;
        const auto key = loadMasterKey({}, platform.place.directory());
        QVERIFY(!key);
        QVERIFY(key.error().detail.contains(u"missing"_s));
        QVERIFY(!QFile::exists(platform.place.filePath(u"master.key"_s)));
    }

    void aGivenKeyAndTheEnvironmentGoFirst()
    {
        const QTemporaryDir dir;
        const QByteArray given = crypto::randomBytes(32);
        qputenv("TABLETALK_MASTER_KEY", QByteArray(32, 'e').toBase64());
        QCOMPARE(loadMasterKey(given, dir.path())->reveal(), QByteArrayView(given));
        QCOMPARE(loadMasterKey({}, dir.path())->reveal(), QByteArrayView(QByteArray(32, 'e')));
        qputenv("TABLETALK_MASTER_KEY", "too short");
        const auto refused = loadMasterKey({}, dir.path());
        qunsetenv("TABLETALK_MASTER_KEY");
        QVERIFY(!refused);
        QVERIFY(!refused.error().detail.contains(u"too short"_s));
        QVERIFY(!loadMasterKey("short", dir.path()));
    }
};

static const bool registered = tabletalk::test::add<TestVault>();
#include "tst_Vault.moc"
