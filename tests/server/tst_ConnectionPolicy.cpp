// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/ConnectionPolicy.h"
#include "tests/support/TestRunner.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

void write(const QString &path)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("x");
}

QString codeOf(const Result<CheckedFile> &checked)
{
    return checked ? u"ok"_s : checked.error().codeName();
}

} // namespace

class TestConnectionPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        const QDir root(m_directory->path());
        QVERIFY(root.mkpath(u"data/deep"_s) && root.mkpath(u"allowed"_s) && root.mkpath(u"other"_s));
        for (const QString &name :
             {u"data/platform.db"_s, u"data/deep/x.db"_s, u"allowed/shop.db"_s, u"other/shop.db"_s})
            write(root.filePath(name));
    }

    void ourOwnDataIsRefusedByWhateverName_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("direct") << u"data/platform.db"_s;
        QTest::newRow("deep") << u"data/deep/x.db"_s;
        QTest::newRow("the folder itself") << u"data"_s;
        QTest::newRow("not there yet") << u"data/new.db"_s;
        QTest::newRow("dots") << u"allowed/../data/platform.db"_s;
        QTest::newRow("link to the file") << u"allowed/filelink"_s;
        QTest::newRow("link to the folder") << u"allowed/folderlink/platform.db"_s;
        QTest::newRow("link to a link") << u"allowed/linklink"_s;
        QTest::newRow("hard link") << u"allowed/hardlink"_s;
    }

    void ourOwnDataIsRefusedByWhateverName()
    {
        QFETCH(QString, path);
        const QString root = m_directory->path() + u'/';
        QVERIFY(QFile::link(root + u"data/platform.db"_s, root + u"allowed/filelink"_s));
        QVERIFY(QFile::link(root + u"data"_s, root + u"allowed/folderlink"_s));
        QVERIFY(QFile::link(root + u"allowed/filelink"_s, root + u"allowed/linklink"_s));
        QCOMPARE(::link(QFile::encodeName(root + u"data/deep/x.db"_s).constData(),
                        QFile::encodeName(root + u"allowed/hardlink"_s).constData()),
                 0);
        for (const bool open : {false, true})
            QCOMPARE(codeOf(policy(open).checkFile(root + path)), u"connection_forbidden"_s);
    }

    void ourDataIsRefusedThroughARelativePathAndALinkedDataDirectory()
    {
        const QString root = m_directory->path() + u'/';
        QVERIFY(QFile::link(root + u"data"_s, root + u"datalink"_s));
        ConnectionPolicyOptions options;
        options.dataDirectory = root + u"datalink";
        options.open = true;
        const auto linked = ConnectionPolicy::create(options);
        QVERIFY(linked);
        QCOMPARE(codeOf(linked->checkFile(root + u"data/platform.db")), u"connection_forbidden"_s);
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(root + u"allowed"));
        QCOMPARE(codeOf(linked->checkFile(u"../data/platform.db"_s)), u"connection_forbidden"_s);
        QVERIFY(QDir::setCurrent(before));
    }

    void onlyAllowedFoldersAreOpenOnAServer()
    {
        const QString root = m_directory->path() + u'/';
        QVERIFY(QFile::link(root + u"other/shop.db"_s, root + u"allowed/outside"_s));
        const ConnectionPolicy server = policy(false);
        QCOMPARE(codeOf(server.checkFile(root + u"allowed/shop.db")), u"ok"_s);
        QCOMPARE(codeOf(server.checkFile(root + u"allowed/missing.db")), u"cannot_connect"_s);
        QCOMPARE(codeOf(server.checkFile(root + u"other/shop.db")), u"connection_forbidden"_s);
        QCOMPARE(codeOf(server.checkFile(root + u"other/missing.db")), u"connection_forbidden"_s);
        QCOMPARE(codeOf(server.checkFile(root + u"allowed/outside")), u"connection_forbidden"_s);
        QCOMPARE(codeOf(server.checkFile(root + u"allowed-not/shop.db")), u"connection_forbidden"_s);
        QCOMPARE(codeOf(server.checkFile(u"/etc/passwd"_s)), u"connection_forbidden"_s);
        QCOMPARE(codeOf(policy(true).checkFile(root + u"other/shop.db")), u"ok"_s);
        QCOMPARE(codeOf(policy(true).checkFile(root + u"other")), u"not_a_database"_s);
        QCOMPARE(codeOf(policy(true).checkFile(u"/dev/zero"_s)), u"not_a_database"_s);
    }

    void aReplacedFileIsNoticed()
    {
        const QString path = m_directory->filePath(u"allowed/shop.db"_s);
        const auto checked = policy(false).checkFile(path);
        QVERIFY(checked && checked->isStillThere());
        write(path + u".new");
        QCOMPARE(::rename(QFile::encodeName(path + u".new").constData(), QFile::encodeName(path).constData()), 0);
        QVERIFY(!checked->isStillThere());
    }

    void privateAddressesNeedTheOperatorsWord_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("allowed");
        for (const char *refused : {"127.0.0.1", "10.0.0.1", "172.16.5.5", "192.168.1.1", "169.254.169.254",
                                    "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1", "::", "fe80::1", "fd00::1",
                                    "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:a00:1::"})
            QTest::newRow(refused) << QString::fromLatin1(refused) << false;
        for (const char *allowed : {"8.8.8.8", "2606:4700::1111", "10.1.2.3", "::ffff:10.1.2.3"})
            QTest::newRow(allowed) << QString::fromLatin1(allowed) << true;
    }

    void privateAddressesNeedTheOperatorsWord()
    {
        QFETCH(QString, address);
        QFETCH(bool, allowed);
        QCOMPARE(policy(false).allowsAddress(QHostAddress(address)), allowed);
        QVERIFY(policy(true).allowsAddress(QHostAddress(address)));
        const auto checked = policy(false).checkHost(address);
        QCOMPARE(checked.has_value(), allowed);
        if (!allowed)
            QCOMPARE(checked.error().code, ProblemCode::ConnectionForbidden);
    }

    void namesAreCheckedByWhatTheyResolveTo()
    {
        const auto local = policy(false).checkHost(u"localhost"_s);
        QVERIFY(!local);
        QCOMPARE(local.error().code, ProblemCode::ConnectionForbidden);
        const auto nowhere = policy(true).checkHost(u"no-such-host.invalid"_s);
        QVERIFY(!nowhere);
        QCOMPARE(nowhere.error().code, ProblemCode::CannotConnect);
    }

    void aRangeThatCannotBeReadStopsTheStart()
    {
        ConnectionPolicyOptions options;
        options.allowHosts = {u"ten.one"_s};
        QVERIFY(!ConnectionPolicy::create(options));
    }

private:
    ConnectionPolicy policy(bool open) const
    {
        ConnectionPolicyOptions options;
        options.dataDirectory = m_directory->filePath(u"data"_s);
        options.allowFiles = {m_directory->filePath(u"allowed"_s)};
        options.allowHosts = {u"10.1.0.0/16"_s};
        options.open = open;
        return ConnectionPolicy::create(options).value();
    }

    std::unique_ptr<QTemporaryDir> m_directory;
};

static const bool registered = tabletalk::test::add<TestConnectionPolicy>();
#include "tst_ConnectionPolicy.moc"
