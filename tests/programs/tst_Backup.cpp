// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rest/RestClient.h"
#include "tests/support/DaemonProcess.h"
#include "tests/support/TestRunner.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <archive.h>
#include <archive_entry.h>

using namespace tabletalk;
using namespace Qt::StringLiterals;
using app::RestClient;
using test::DaemonProcess;

namespace {

struct Outcome
{
    int exitCode = -1;
    QString output;
    QString errors;
};

Outcome run(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral(TABLETALK_BIN_DIR) + u"/tabletalkd"_s, arguments);
    process.waitForFinished(60'000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
}

const QJsonObject ana{{u"organization"_s, u"Acme"_s},
                      {u"email"_s, u"ana@acme.example"_s},
                      {u"password"_s, u"correct horse battery"_s},
                      {u"fullName"_s, u"Ana"_s}};

class Fixture
{
public:
    QString data() const { return m_dir.filePath(u"data"_s); }
    QString file() const { return m_dir.filePath(u"kept.tar.gz"_s); }
    QString other() const { return m_dir.filePath(u"other"_s); }
    QString path(const QString &name) const { return m_dir.filePath(name); }

    /// A server with an organisation, running.
    void startWithAna(DaemonProcess &daemon) const
    {
        QVERIFY(daemon.start(data()));
        RestClient client(daemon.url());
        QVERIFY(client.post(u"auth/register"_s, ana));
    }
    Outcome backup(const QStringList &more = {}) const
    {
        return run(QStringList{u"backup"_s, file(), u"--data-dir"_s, data()} + more);
    }
    Outcome restore() const { return run({u"restore"_s, file(), u"--data-dir"_s, other()}); }

private:
    QTemporaryDir m_dir;
};

/// An archive with one file of some name.
void writeArchive(const QString &path, const char *name)
{
    archive *made = archive_write_new();
    archive_write_set_format_pax_restricted(made);
    archive_write_add_filter_gzip(made);
    QCOMPARE(archive_write_open_filename(made, QFile::encodeName(path).constData()), ARCHIVE_OK);
    archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, name);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, 4);
    archive_write_header(made, entry);
    archive_write_data(made, "evil", 4);
    archive_entry_free(entry);
    archive_write_free(made);
}

bool canSignIn(const QUrl &server)
{
    RestClient client(server);
    return client.post(u"auth/login"_s, {{u"email"_s, ana[u"email"_s]}, {u"password"_s, ana[u"password"_s]}})
        .has_value();
}

} // namespace

class TestBackup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBackupOfARunningServerIsAWholeServerElsewhere()
    {
        const Fixture f;
        DaemonProcess daemon;
        f.startWithAna(daemon);
        const Outcome kept = f.backup();
        QVERIFY2(kept.exitCode == 0, qPrintable(kept.errors));
        QVERIFY(kept.output.contains(u"master key"_s));
        QCOMPARE(QFile::permissions(f.file()) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        daemon.kill9();

        const Outcome restored = f.restore();
        QVERIFY2(restored.exitCode == 0, qPrintable(restored.errors));
        const Outcome audited = run({u"verify-audit"_s, u"--data-dir"_s, f.other()});
        QVERIFY2(audited.exitCode == 0, qPrintable(audited.output + audited.errors));
        DaemonProcess second;
        QVERIFY(second.start(f.other()));
        QVERIFY(canSignIn(second.url()));
    }

    void theKeyMayStayBehind()
    {
        const Fixture f;
        DaemonProcess daemon;
        f.startWithAna(daemon);
        QVERIFY(daemon.terminate());
        const Outcome kept = f.backup({u"--without-key"_s});
        QVERIFY2(kept.exitCode == 0, qPrintable(kept.errors));
        QVERIFY(kept.output.contains(u"does not hold the master key"_s));
        const Outcome restored = f.restore();
        QVERIFY2(restored.exitCode == 0, qPrintable(restored.errors));
        QVERIFY(restored.output.contains(u"TABLETALK_MASTER_KEY"_s));
        QVERIFY(!QFile::exists(f.other() + u"/master.key"_s));
        // Without it the data cannot be used; with it everything is there.
        DaemonProcess second;
        second.launch({u"serve"_s, u"--data-dir"_s, f.other(), u"--listen"_s, u"127.0.0.1:0"_s});
        QVERIFY(second.waitForEnd());
        QVERIFY(second.exitCode() != 0);
        QVERIFY(QFile::copy(f.data() + u"/master.key"_s, f.other() + u"/master.key"_s));
        DaemonProcess third;
        QVERIFY(third.start(f.other()));
        QVERIFY(canSignIn(third.url()));
    }

    void nothingIsOverwritten()
    {
        const Fixture f;
        DaemonProcess daemon;
        f.startWithAna(daemon);
        QVERIFY(daemon.terminate());
        QCOMPARE(f.backup().exitCode, 0);
        const Outcome again = f.backup();
        QCOMPARE(again.exitCode, 1);
        QVERIFY(again.errors.contains(u"there already"_s));
        const Outcome over = run({u"restore"_s, f.file(), u"--data-dir"_s, f.data()});
        QCOMPARE(over.exitCode, 1);
        QVERIFY(over.errors.contains(u"holds something"_s));
    }

    void aBackupThatWasChangedOrCutOffIsRefusedWhole_data()
    {
        QTest::addColumn<bool>("cutOff");
        QTest::newRow("cut off") << true;
        QTest::newRow("changed") << false;
    }
    void aBackupThatWasChangedOrCutOffIsRefusedWhole()
    {
        QFETCH(bool, cutOff);
        const Fixture f;
        DaemonProcess daemon;
        f.startWithAna(daemon);
        QVERIFY(daemon.terminate());
        QCOMPARE(f.backup().exitCode, 0);
        QFile file(f.file());
        QVERIFY(file.open(QIODevice::ReadWrite));
        const qint64 middle = file.size() / 2;
        if (cutOff) {
            QVERIFY(file.resize(middle));
        } else {
            QVERIFY(file.seek(middle));
            file.write("changed");
        }
        file.close();
        const Outcome refused = f.restore();
        QCOMPARE(refused.exitCode, 1);
        QVERIFY(!QDir(f.other()).exists());
    }

    void anArchiveCannotWriteElsewhere_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("above") << QByteArray("../escaped");
        QTest::newRow("absolute") << QByteArray("/tmp/tabletalk-escaped");
        QTest::newRow("hidden in a folder") << QByteArray("spool/../../escaped");
        QTest::newRow("unknown") << QByteArray("authorized_keys");
    }
    void anArchiveCannotWriteElsewhere()
    {
        QFETCH(QByteArray, name);
        const Fixture f;
        writeArchive(f.file(), name.constData());
        const Outcome refused = f.restore();
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.errors.contains(u"no backup"_s), qPrintable(refused.errors));
        QVERIFY(!QFile::exists(f.path(u"escaped"_s)));
        QVERIFY(!QFile::exists(u"/tmp/tabletalk-escaped"_s));
        QVERIFY(!QDir(f.other()).exists());
    }

    void migratingSaysWhereTheDatabaseIs()
    {
        const Fixture f;
        DaemonProcess daemon;
        f.startWithAna(daemon);
        QVERIFY(daemon.terminate());
        const Outcome done = run({u"migrate"_s, u"--data-dir"_s, f.data()});
        QVERIFY2(done.exitCode == 0, qPrintable(done.errors));
        QVERIFY(done.output.contains(u"the newest"_s));
        const Outcome nothing = run({u"migrate"_s, u"--data-dir"_s, f.path(u"nowhere"_s)});
        QVERIFY(nothing.exitCode != 0);
    }
};

static const bool registered = tabletalk::test::add<TestBackup>();
#include "tst_Backup.moc"
