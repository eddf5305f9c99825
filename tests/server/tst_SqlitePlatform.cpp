// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/NoteDatabase.h"
#include "tests/support/TestRunner.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

/// What only a file can do: be copied, be something else, be read by others.
class TestSqlitePlatform : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSnapshotIsKeptBeforeAnExistingDatabaseIsMigrated()
    {
        const QTemporaryDir dir;
        const SystemClock clock;
        orThrow(openNotes(dir.path(), clock, 1))->writeNow(insertNote(u"a"_s));
        QVERIFY(QDir(dir.path()).entryList({u"*.before-*"_s}).isEmpty());
        orThrow(openNotes(dir.path(), clock, 2)).reset();
        const QStringList snapshots = QDir(dir.path()).entryList({u"platform.db.before-0002_more-*"_s});
        QCOMPARE(snapshots.size(), 1);

        const QTemporaryDir restored;
        QVERIFY(QFile::copy(dir.filePath(snapshots.front()), restored.filePath(u"platform.db"_s)));
        QCOMPARE(countNotes(*orThrow(openNotes(restored.path(), clock, 1))), 1);
    }

    void aFileThatIsNoDatabaseIsAProblemAndStaysAsItIs()
    {
        const QTemporaryDir dir;
        const SystemClock clock;
        const QByteArray junk(8192, 'x');
        QFile file(dir.filePath(u"platform.db"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(junk);
        file.close();
        const auto opened = openNotes(dir.path(), clock);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ProblemCode::Unavailable);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), junk);
    }

    void theDatabaseIsReadableByItsOwnerAlone()
    {
        const QTemporaryDir dir;
        const SystemClock clock;
        const auto database = orThrow(openNotes(dir.path(), clock));
        database->writeNow(insertNote(u"a"_s));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        for (const QString &name : {u"platform.db"_s, u"platform.db-wal"_s})
            QVERIFY(!(QFile::permissions(dir.filePath(name)) & others));
    }
};

static const bool registered = tabletalk::test::add<TestSqlitePlatform>();
#include "tst_SqlitePlatform.moc"
