// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/EmbeddedStart.h"
#include "tests/support/PostgresServer.h"
#include "tests/support/TestRunner.h"
#include "tests/ui/Screenshots.h"
#include "ui/chat/AnswerCard.h"
#include "ui/shell/Desktop.h"
#include "ui/shell/MainWindow.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QDialog>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QUrl>
#include <QWindow>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int mostActions = 6;
constexpr qint64 mostMs = 60'000;

/// Tables of a shop, in SQL that SQLite and PostgreSQL both take.
const QStringList &shopStatements()
{
    static const QStringList statements = [] {
        QStringList made{u"CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT)"_s,
                         u"CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers(id), "
                         "ordered_on DATE, total REAL)"_s};
        const QStringList countries{u"Japan"_s, u"Chile"_s, u"Kenya"_s};
        for (int i = 1; i <= 30; ++i)
            made.append(u"INSERT INTO customers VALUES (%1, 'Customer %1', '%2')"_s.arg(i).arg(countries[i % 3]));
        for (int i = 1; i <= 120; ++i)
            made.append(u"INSERT INTO orders VALUES (%1, %2, '2025-%3-11', %4)"_s.arg(i)
                            .arg(i % 30 + 1)
                            .arg(i % 12 + 1, 2, 10, QLatin1Char('0'))
                            .arg(20 + i * 7 % 90));
        return made;
    }();
    return statements;
}

bool makeShopFile(const QString &path)
{
    bool done = true;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"first-visit"_s);
        database.setDatabaseName(path);
        done = database.open();
        QSqlQuery query(database);
        for (const QString &statement : shopStatements())
            done = query.exec(statement) && done;
    }
    QSqlDatabase::removeDatabase(u"first-visit"_s);
    return done;
}

/// The program as its main() puts it together, on a machine where it never ran.
struct Program
{
    explicit Program(Theme &theme)
        : embedded(serverIn(directory.filePath(u"data"_s)))
    {
        DesktopOptions options;
        options.configDir = directory.filePath(u"config"_s);
        desk = std::make_unique<Desktop>(theme, options);
        desk->secrets().useFile();
        QObject::connect(&embedded, &desktop::EmbeddedStart::started, desk.get(), [this] {
            desk->servers().setLocal({embedded.server()->rpcUrl(), directory.filePath(u"data"_s),
                                      [this] { return embedded.server()->signInOwner(); }});
        });
        QObject::connect(&desk->window(), &MainWindow::painted, &embedded, &desktop::EmbeddedStart::start);
        desk->showWindow();
    }

    static EmbeddedServerOptions serverIn(const QString &folder)
    {
        EmbeddedServerOptions options;
        options.dataDir = folder;
        return options;
    }

    QTemporaryDir directory;
    desktop::EmbeddedStart embedded;
    std::unique_ptr<Desktop> desk;
};

/// Somebody who never saw the program. Looks around without moving a hand; whatever the hands do is counted.
class Visitor
{
public:
    explicit Visitor(Program &program)
        : m_program(program)
    {
        m_since.start();
    }

    int actions() const { return int(m_log.size()); }
    QString log() const { return m_log.join(u", "_s); }
    qint64 ms() const { return m_since.elapsed(); }

    /// Waits for a control that can be seen and used, and that does not move any more.
    template <class Widget>
    Widget *see(const QString &name)
    {
        Widget *seen = nullptr;
        QRect place;
        QElapsedTimer still;
        const auto look = [&] {
            seen = nullptr;
            const auto widgets = QApplication::allWidgets();
            for (QWidget *each : widgets) {
                auto *wanted = qobject_cast<Widget *>(each);
                if (!seen && wanted && each->objectName() == name && each->isVisible() && each->isEnabled()
                    && !each->visibleRegion().isEmpty())
                    seen = wanted;
            }
            const QRect now = seen ? QRect(seen->mapToGlobal(QPoint()), seen->size()) : QRect();
            if (now != place)
                still.start();
            place = now;
            return seen != nullptr && still.isValid() && still.elapsed() > 200;
        };
        if (QTest::qWaitFor(look, int(std::max<qint64>(1, mostMs - ms()))))
            return seen;
        const QWidget *focus = QApplication::focusWidget();
        qWarning("%s is not seen; the focus is at %s", qPrintable(name),
                 focus ? qPrintable(focus->objectName()) : "nothing");
        saveScreenshot(m_program.desk->window(), u"first-visit-stuck"_s);
        return nullptr;
    }
    /// Where the mouse would be, on whatever lies on top there.
    bool click(QWidget *target)
    {
        if (!target)
            return false;
        m_log.append(u"click "_s + target->objectName());
        QWidget *window = target->window();
        QTest::mouseClick(window->windowHandle(), Qt::LeftButton, {},
                          target->mapTo(window, target->visibleRegion().boundingRect().center()));
        return true;
    }
    /// Where the focus is, without looking for a field.
    bool type(const QString &text)
    {
        m_log.append(u"type"_s);
        QWidget *field = QApplication::focusWidget();
        if (!field)
            return false;
        QTest::keyClicks(field, text);
        return true;
    }
    bool press(Qt::Key key)
    {
        m_log.append(u"key"_s);
        QWidget *at = QApplication::focusWidget();
        if (!at)
            return false;
        QTest::keyClick(at, key);
        return true;
    }
    void drop(const QString &path)
    {
        m_log.append(u"drop"_s);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        MainWindow &window = m_program.desk->window();
        const QPoint middle = window.rect().center();
        QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&window, &enter);
        QDropEvent drop(middle, Qt::CopyAction, &data, Qt::LeftButton, {});
        if (enter.isAccepted())
            QCoreApplication::sendEvent(&window, &drop);
    }
    /// One of the questions that are offered for the new database; then its answer, with rows.
    bool clickAQuestionAndReadTheAnswer()
    {
        if (!click(see<QPushButton>(u"example"_s)))
            return false;
        return QTest::qWaitFor(
            [this] {
                const auto cards = m_program.desk->window().findChildren<AnswerCard *>();
                if (cards.isEmpty() || !cards.last()->isComplete())
                    return false;
                const AnswerState &state = cards.last()->run().state();
                return state.isFinished() && !state.problem && state.rowCount > 0
                       && cards.last()->findChild<QLabel *>(u"sentence"_s)->isVisible();
            },
            int(std::max<qint64>(1, mostMs - ms())));
    }

private:
    Program &m_program;
    QElapsedTimer m_since;
    QStringList m_log;
};

} // namespace

/// From the launch of the program, where it never ran before, to an answer from a database of one's own: by the mouse
/// and the keyboard alone, in six actions and a minute.
class TestFirstVisit : public QObject
{
    Q_OBJECT

    Theme *m_theme = nullptr;

    static void judge(Visitor &visitor, int usualActions)
    {
        const QString tale = u"%1 actions (%2) in %3 ms"_s.arg(visitor.actions()).arg(visitor.log()).arg(visitor.ms());
        qInfo("%s", qPrintable(tale));
        QVERIFY2(visitor.actions() <= mostActions, qPrintable(tale));
        QVERIFY2(visitor.actions() <= usualActions, qPrintable(tale)); // as few as the guide says
        QVERIFY2(visitor.ms() < mostMs, qPrintable(tale));
    }

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void init()
    {
        QSettings().clear();
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs); // so that the test can type into the system's
    }
    void cleanup() { QApplication::setAttribute(Qt::AA_DontUseNativeDialogs, false); }
    void cleanupTestCase() { delete m_theme; }

    void aFileIsLookedForWithTheMouse()
    {
        QTemporaryDir directory;
        const QString path = directory.filePath(u"my-shop.db"_s);
        QVERIFY(makeShopFile(path));
        Program program(*m_theme);
        Visitor visitor(program);
        QVERIFY(visitor.click(visitor.see<QPushButton>(u"connectDatabase"_s)));
        QPushButton *browse = visitor.see<QPushButton>(u"browse"_s);
        QVERIFY(browse);
        bool chosen = false;
        // The dialog of files has an event loop of its own.
        QTimer look;
        connect(&look, &QTimer::timeout, this, [&] {
            auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
            if (!dialog || !dialog->isVisible())
                return;
            if (chosen && visitor.ms() > mostMs / 2)
                dialog->reject(); // rather than hang
            else if (!dialog->isAncestorOf(QApplication::focusWidget()))
                dialog->activateWindow(); // as a desktop does
            else if (!chosen)
                chosen = visitor.type(path) && visitor.press(Qt::Key_Return);
        });
        look.start(100);
        QVERIFY(visitor.click(browse));
        QTRY_VERIFY(chosen);
        QVERIFY(visitor.click(visitor.see<QPushButton>(u"create"_s)));
        QVERIFY2(visitor.clickAQuestionAndReadTheAnswer(), qPrintable(visitor.log()));
        judge(visitor, 6);
        QVERIFY(saveScreenshot(program.desk->window(), u"first-visit"_s));
    }

    void thePathOfAFileIsTyped()
    {
        QTemporaryDir directory;
        const QString path = directory.filePath(u"my-shop.db"_s);
        QVERIFY(makeShopFile(path));
        Program program(*m_theme);
        Visitor visitor(program);
        QVERIFY(visitor.click(visitor.see<QPushButton>(u"connectDatabase"_s)));
        QVERIFY(visitor.see<QLineEdit>(u"file"_s));
        QVERIFY(visitor.type(path));
        QVERIFY(visitor.see<QPushButton>(u"create"_s));
        QVERIFY(visitor.press(Qt::Key_Return));
        QVERIFY2(visitor.clickAQuestionAndReadTheAnswer(), qPrintable(visitor.log()));
        judge(visitor, 4);
    }

    void aFileIsDroppedOnTheWindow()
    {
        QTemporaryDir directory;
        const QString path = directory.filePath(u"my-shop.db"_s);
        QVERIFY(makeShopFile(path));
        Program program(*m_theme);
        Visitor visitor(program);
        QVERIFY(visitor.see<QPushButton>(u"connectDatabase"_s));
        QTRY_VERIFY_WITH_TIMEOUT(program.desk->session().isReady(), int(mostMs));
        visitor.drop(path);
        QVERIFY(visitor.click(visitor.see<QPushButton>(u"create"_s)));
        QVERIFY2(visitor.clickAQuestionAndReadTheAnswer(), qPrintable(visitor.log()));
        judge(visitor, 3);
    }

    void theUrlOfAPostgresDatabaseIsPasted()
    {
        QString why;
        const auto postgres = PostgresServer::start(&why);
        QVERIFY2(postgres, qPrintable(why));
        QCOMPARE(postgres->execute(u"CREATE DATABASE shop"_s), QString());
        QCOMPARE(postgres->execute(shopStatements().join(u";\n"_s), u"shop"_s), QString());
        Program program(*m_theme);
        Visitor visitor(program);
        QVERIFY(visitor.click(visitor.see<QPushButton>(u"connectDatabase"_s)));
        QVERIFY(visitor.click(visitor.see<QLineEdit>(u"url"_s)));
        QVERIFY(visitor.type(postgres->url(u"shop"_s)));
        QVERIFY(visitor.see<QPushButton>(u"create"_s));
        QVERIFY(visitor.press(Qt::Key_Return));
        QVERIFY2(visitor.clickAQuestionAndReadTheAnswer(), qPrintable(visitor.log()));
        judge(visitor, 5);
    }
};

static const bool registered = tabletalk::test::add<TestFirstVisit>();
#include "tst_FirstVisit.moc"
