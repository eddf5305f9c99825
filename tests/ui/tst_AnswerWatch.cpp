// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/AnswerWatch.h"

#include "tests/support/TestRunner.h"
#include "tests/ui/SampleWindow.h"
#include "tests/ui/WindowFixture.h"

#include <QApplication>
#include <QSettings>
#include <QSignalSpy>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

/// What "--quit-after-answer" makes of what the window shows.
class TestAnswerWatch : public QObject
{
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void init() { QSettings().clear(); }
    void cleanupTestCase() { m_theme.reset(); }

    void anAnswerIsNoProblemAndAQuestionWithoutOneIs()
    {
        SampleWindow w(*m_theme);
        desktop::AnswerWatch first(*w.desktop);
        QSignalSpy firstEnded(&first, &desktop::AnswerWatch::ended);
        QVERIFY(first.problem().has_value()); // closed before
        QVERIFY(w.openSample());
        QTRY_COMPARE(firstEnded.count(), 1);
        QVERIFY(!first.problem().has_value());

        desktop::AnswerWatch second(*w.desktop);
        QSignalSpy secondEnded(&second, &desktop::AnswerWatch::ended);
        const QString nonsense = u"xyzzy plugh frobnicate"_s;
        w.ask(nonsense);
        QVERIFY(w.waitFor(nonsense));
        QVERIFY(w.card()->run().state().problem.has_value());
        QTRY_COMPARE(secondEnded.count(), 1);
        QVERIFY(second.problem().has_value());
        QCOMPARE(second.problem()->code, w.card()->run().state().problem->code);

        // What comes first counts.
        const QString known = u"how many customers are there"_s;
        w.ask(known);
        QVERIFY(w.waitFor(known));
        QVERIFY(second.problem().has_value());
        QVERIFY(!first.problem().has_value());
        QCOMPARE(firstEnded.count() + secondEnded.count(), 2);
    }

    void aSampleThatCannotBeConnectedIsAProblem()
    {
        WindowFixture f(*m_theme);
        desktop::AnswerWatch watch(*f.desktop);
        QSignalSpy ended(&watch, &desktop::AnswerWatch::ended);
        f.server->on(u"databases.list"_s, QJsonObject{{u"items"_s, QJsonArray()}});
        f.server->on(u"chat.databases"_s, QJsonObject{{u"items"_s, QJsonArray()}});
        f.server->on(u"conversations.list"_s, QJsonObject{{u"items"_s, QJsonArray()}});
        f.server->refuse(u"databases.create"_s, {{u"code"_s, u"quota_exceeded"_s}, {u"detail"_s, u"It is full."_s}});
        f.desktop->navigator().trySample();
        f.open();
        QTRY_COMPARE(ended.count(), 1);
        QVERIFY(watch.problem().has_value());
        QCOMPARE(watch.problem()->detail, u"It is full."_s);
    }
};

static const bool registered = tabletalk::test::add<TestAnswerWatch>();
#include "tst_AnswerWatch.moc"
