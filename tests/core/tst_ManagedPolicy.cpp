// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/MachinePolicy.h"
#include "tests/support/TestRunner.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

/// JSON with single quotation marks, which are easier to read here.
QByteArray quoted(const char *json)
{
    return QByteArray(json).replace('\'', '"');
}

ManagedPolicy read(const char *json)
{
    return readPolicy(quoted(json), u"/etc/policy"_s);
}

bool isStrictest(const ManagedPolicy &policy)
{
    return policy.airGap == Managed<bool>{true, true} && policy.allowOwnServer == Managed<bool>{false, true}
           && policy.trustNewCertificates == Managed<bool>{false, true}
           && policy.serverUrl == Managed<QString>{QString(), true}
           && policy.caFile == Managed<QString>{QString(), true} && policy.updateCheck == Managed<bool>{false, true}
           && policy.signInMethod == Managed<SignInMethod>{SignInMethod::None, true} && !policy.errors.empty()
           && policy.problem();
}

} // namespace

/// What an administrator sets for a computer.
class TestManagedPolicy : public QObject
{
    Q_OBJECT

    static QString write(const QTemporaryDir &folder, const QByteArray &text)
    {
        const QString path = folder.filePath(u"policy.json"_s);
        QFile file(path);
        const bool written = file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
        file.close();
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
        return written ? path : QString();
    }
    static unsigned int self()
    {
#ifdef Q_OS_UNIX
        return ::getuid();
#else
        return 0;
#endif
    }

private Q_SLOTS:
    void everyKeyIsReadAndLocked()
    {
        const ManagedPolicy policy =
            read("{'serverUrl': 'wss://tabletalk.example.org', 'caFile': '/etc/ssl/our-ca.pem', "
                 "'signInMethod': 'sso', 'airGap': true, 'updateCheck': false, 'allowOwnServer': false, "
                 "'trustNewCertificates': false}");
        QVERIFY(policy.errors.empty());
        QVERIFY(!policy.problem());
        QCOMPARE(policy.serverUrl, (Managed<QString>{u"wss://tabletalk.example.org"_s, true}));
        QCOMPARE(policy.caFile, (Managed<QString>{u"/etc/ssl/our-ca.pem"_s, true}));
        QCOMPARE(policy.signInMethod, (Managed<SignInMethod>{SignInMethod::SingleSignOn, true}));
        QCOMPARE(policy.airGap, (Managed<bool>{true, true}));
        QCOMPARE(policy.updateCheck, (Managed<bool>{false, true}));
        QCOMPARE(policy.allowOwnServer, (Managed<bool>{false, true}));
        QCOMPARE(policy.trustNewCertificates, (Managed<bool>{false, true}));
    }

    void whatIsNotSetIsLeftToPeople()
    {
        const ManagedPolicy policy = read("{'airGap': false}");
        QVERIFY(!policy.serverUrl.isSet());
        QVERIFY(!policy.signInMethod.isSet());
        QCOMPARE(policy.airGap, (Managed<bool>{false, true}));
        QVERIFY(ManagedPolicy().isEmpty());
        QVERIFY(!policy.isEmpty());
    }

    void aValueMayBeLeftOpenToChange()
    {
        const ManagedPolicy policy = read("{'serverUrl': {'value': 'example.org', 'locked': false}, "
                                          "'signInMethod': {'value': 'password'}}");
        QCOMPARE(policy.serverUrl, (Managed<QString>{u"example.org"_s, false}));
        QCOMPARE(policy.signInMethod, (Managed<SignInMethod>{SignInMethod::Password, true}));
    }

    void whatCannotBeReadIsStrictestAndLocked_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut off") << quoted("{'airGap': fal");
        QTest::newRow("a list") << QByteArray("[]");
        QTest::newRow("a text") << QByteArray("\"airGap\"");
        QTest::newRow("zeros") << QByteArray(64, '\0');
    }
    void whatCannotBeReadIsStrictestAndLocked()
    {
        QFETCH(QByteArray, json);
        const ManagedPolicy policy = readPolicy(json, u"/etc/policy"_s);
        QVERIFY(isStrictest(policy));
        QVERIFY(policy.problem()->detail.contains(u"/etc/policy"_s));
    }

    void oneFaultyValueLeavesTheOthers()
    {
        const ManagedPolicy policy = read("{'airGap': 'no', 'signInMethod': 'anything', 'allowOwnServer': 7, "
                                          "'trustNewCertificates': null, 'serverUrl': 4, "
                                          "'caFile': {'value': '/a.pem', 'locked': 'perhaps'}}");
        QCOMPARE(policy.airGap, (Managed<bool>{true, true}));
        QCOMPARE(policy.signInMethod, (Managed<SignInMethod>{SignInMethod::None, true}));
        QCOMPARE(policy.allowOwnServer, (Managed<bool>{false, true}));
        QCOMPARE(policy.trustNewCertificates, (Managed<bool>{false, true}));
        QCOMPARE(policy.serverUrl, (Managed<QString>{QString(), true}));
        QCOMPARE(policy.caFile, (Managed<QString>{u"/a.pem"_s, true}));
        QVERIFY(!policy.updateCheck.isSet());
        QCOMPARE(policy.errors.size(), size_t(6));
    }

    void anUnknownKeyIsToldOfAndChangesNothing()
    {
        const ManagedPolicy policy = read("{'airgap': false, 'allowOwnServer': true}");
        QVERIFY(!policy.airGap.isSet());
        QCOMPARE(policy.allowOwnServer, (Managed<bool>{true, true}));
        QVERIFY(policy.problem());
        QCOMPARE(policy.problem()->errors.at(0).path, u"airgap"_s);
    }

    void theRegistryHasNumbersForFlags()
    {
        const ManagedPolicy policy =
            readPolicy(QVariantMap{{u"airGap"_s, 1U}, {u"allowOwnServer"_s, 0}, {u"updateCheck"_s, 2}}, u"HKLM"_s);
        QCOMPARE(policy.airGap, (Managed<bool>{true, true}));
        QCOMPARE(policy.allowOwnServer, (Managed<bool>{false, true}));
        QCOMPARE(policy.errors.size(), size_t(1));
    }

    void aFileOfTheOwnerAloneIsRead()
    {
        QTemporaryDir folder;
        const QString path = write(folder, quoted("{'airGap': false}"));
        const ManagedPolicy policy = policyOfFile(path, self());
        QCOMPARE(policy.airGap, (Managed<bool>{false, true}));
        QCOMPARE(policy.source, path);
        QVERIFY(policyOfFile(folder.filePath(u"none.json"_s), self()).isEmpty());
    }

#ifdef Q_OS_UNIX
    void aFileThatOthersMayWriteIsNotBelieved()
    {
        QTemporaryDir folder;
        const QString path = write(folder, quoted("{'airGap': false}"));
        for (const QFile::Permission others : {QFile::WriteGroup, QFile::WriteOther}) {
            QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | others));
            QVERIFY(isStrictest(policyOfFile(path, self())));
        }
    }

    void aFolderThatOthersMayWriteIsNotBelieved()
    {
        QTemporaryDir folder;
        const QString path = write(folder, quoted("{'airGap': false}"));
        QVERIFY(QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner
                                                         | QFile::WriteOther | QFile::ExeOther));
        QVERIFY(isStrictest(policyOfFile(path, self())));
    }

    void aFileOfSomebodyElseIsNotBelieved()
    {
        QTemporaryDir folder;
        const QString path = write(folder, quoted("{'airGap': false}"));
        QVERIFY(isStrictest(policyOfFile(path, self() + 1)));
    }

    void whatIsNoFileIsNotBelieved()
    {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(u"policy.json"_s));
        QVERIFY(isStrictest(policyOfFile(folder.filePath(u"policy.json"_s), self())));
        QVERIFY(QFile::link(folder.filePath(u"nowhere"_s), folder.filePath(u"dangling.json"_s)));
        QVERIFY(isStrictest(policyOfFile(folder.filePath(u"dangling.json"_s), self())));
    }
#endif

    void aHugeFileIsNotRead()
    {
        QTemporaryDir folder;
        const QString path = write(folder, QByteArray(100'000, ' ') + quoted("{'airGap': false}"));
        QVERIFY(isStrictest(policyOfFile(path, self())));
    }
};

static const bool registered = tabletalk::test::add<TestManagedPolicy>();
#include "tst_ManagedPolicy.moc"
