// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Codec.h"
#include "server/Server.h"
#include "tests/support/TestRunner.h"
#include "tests/ui/Screenshots.h"
#include "ui/chat/AnswerCard.h"
#include "ui/connections/DatabaseCatalog.h"
#include "ui/shell/Desktop.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/NavigationRail.h"
#include "ui/shell/OfflineBar.h"
#include "ui/shell/OfflineGuard.h"
#include "ui/theme/Theme.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QDialog>
#include <QEventLoop>
#include <QHelpEvent>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSettings>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTableView>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QToolTip>
#include <QVBoxLayout>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int longWait = 30'000;

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

/// The window on a server of another program, as it were, that ends and comes back at the same address.
struct RemoteWindow
{
    explicit RemoteWindow(Theme &windowTheme)
    {
        makeShop();
        DesktopOptions options;
        options.configDir = directory.filePath(u"config"_s);
        desktop = std::make_unique<Desktop>(windowTheme, options);
        desktop->secrets().useFile();
        desktop->window().resize(1280, 900);
        desktop->showWindow();
    }
    ~RemoteWindow()
    {
        desktop.reset();
        server.reset();
    }
    void makeShop() const
    {
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"offlineShop"_s);
            database.setDatabaseName(directory.filePath(u"shop.sqlite"_s));
            database.open();
            QSqlQuery(database).exec(u"CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, city TEXT)"_s);
            for (int i = 0; i < 40; ++i)
                QSqlQuery(database).exec(
                    u"INSERT INTO customers (name, city) VALUES ('Name %1', 'City %2')"_s.arg(i).arg(i % 5));
        }
        QSqlDatabase::removeDatabase(u"offlineShop"_s);
    }
    bool startServer()
    {
        ServerOptions options;
        options.dataDir = directory.filePath(u"data"_s);
        options.port = port;
        options.registration = Registration::Open;
        options.allowFiles = {directory.path()};
        auto started = Server::start(options);
        if (started)
            server = *std::move(started);
        return bool(started);
    }
    void stopServer() { server.reset(); }
    std::optional<api::SignedIn> account()
    {
        QNetworkRequest request(QUrl(u"http://127.0.0.1:%1/api/v1/auth/register"_s.arg(port)));
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        const QJsonObject body{{u"organization"_s, u"Office"_s},
                               {u"email"_s, u"ada@example.org"_s},
                               {u"password"_s, u"a long enough passphrase"_s},
                               {u"fullName"_s, u"Ada Lovelace"_s}};
        QNetworkAccessManager network;
        QNetworkReply *reply = network.post(request, QJsonDocument(body).toJson());
        QEventLoop loop;
        QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
        loop.exec();
        const QByteArray text = reply->readAll();
        reply->deleteLater();
        const auto json = api::parseJson({text.constData(), size_t(text.size())});
        auto signedIn = json ? api::fromJson<api::SignedIn>(*json) : std::unexpected(json.error());
        return signedIn ? std::optional(*signedIn) : std::nullopt;
    }
    /// Signed in, with a database that can be asked and an answer from it.
    bool open()
    {
        const auto signedIn = startServer() ? account() : std::nullopt;
        if (!signedIn)
            return false;
        desktop->servers().useRemote(QUrl(u"ws://127.0.0.1:%1/rpc"_s.arg(port)), *signedIn);
        if (!isReady())
            return false;
        api::CreateDatabaseRequest request;
        request.name = u"shop"_s;
        request.url = u"sqlite://"_s + directory.filePath(u"shop.sqlite"_s);
        std::optional<ConnectionId> made;
        desktop->session().call<api::Database>("databases.create", request, desktop.get(),
                                               [&made](const Result<api::Database> &answer) {
                                                   if (answer)
                                                       made = answer->id;
                                               });
        const auto isRead = [&] {
            const api::Database *database = made ? desktop->catalog().find(*made) : nullptr;
            return database && DatabaseCatalog::isReady(*database);
        };
        if (!QTest::qWaitFor([&] { return made.has_value(); }, longWait))
            return false;
        desktop->catalog().reload();
        if (!QTest::qWaitFor(isRead, longWait))
            return false;
        desktop->navigator().ask(*made, u"how many customers by city"_s);
        return QTest::qWaitFor([&] { return card() && card()->isComplete(); }, longWait);
    }
    bool isReady()
    {
        return QTest::qWaitFor([this] { return desktop->session().isReady(); }, longWait);
    }
    bool isOffline()
    {
        return QTest::qWaitFor([this] { return find<OfflineBar>(u"offlineBar"_s)->isVisible(); }, longWait);
    }
    bool comesBack()
    {
        if (!startServer())
            return false;
        desktop->session().retryNow();
        return isReady() && QTest::qWaitFor([this] { return !find<OfflineBar>(u"offlineBar"_s)->isVisible(); });
    }
    AnswerCard *card()
    {
        const auto cards = desktop->window().findChildren<AnswerCard *>();
        return cards.isEmpty() ? nullptr : cards.last();
    }
    template <class Widget>
    Widget *find(const QString &name)
    {
        return desktop->window().findChild<Widget *>(name);
    }

    QTemporaryDir directory;
    quint16 port = freePort();
    std::unique_ptr<Server> server;
    std::unique_ptr<Desktop> desktop;
};

/// A window with one button that needs the server and one that does not.
struct PlainWindow
{
    PlainWindow()
    {
        window.setObjectName(u"plain"_s);
        auto *column = new QVBoxLayout(&window);
        for (QWidget *part : std::initializer_list<QWidget *>{field, save, copy})
            column->addWidget(part);
        save->setObjectName(u"saveProfile"_s);
        copy->setObjectName(u"copySql"_s);
        window.show();
        window.activateWindow();
    }
    QWidget window;
    QLineEdit *field = new QLineEdit(&window);
    QPushButton *save = new QPushButton(u"Save"_s, &window);
    QPushButton *copy = new QPushButton(u"Copy"_s, &window);
    OfflineGuard guard{window};
};

} // namespace

/// What the window is good for while its server is away: reading, and writing what is sent later.
class TestOffline : public QObject
{
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void init()
    {
        QSettings().clear();
        m_theme->setMode(ThemeMode::Light);
    }
    void cleanupTestCase() { m_theme.reset(); }

    void whatNeedsTheServerIsHeldAndComesBackAsItsPanelWantsIt()
    {
        PlainWindow w;
        QTRY_VERIFY(w.window.isActiveWindow());
        w.save->setAccessibleDescription(u"of this page"_s);
        w.save->setFocus();
        w.guard.begin(u"no connection"_s);
        QVERIFY(!w.save->isEnabled());
        QVERIFY(w.copy->isEnabled() && w.field->isEnabled());
        QCOMPARE(w.save->accessibleDescription(), u"no connection"_s);
        w.save->setEnabled(true); // as its panel may, when something was typed
        QVERIFY(!w.save->isEnabled());
        w.window.setEnabled(false);
        w.window.setEnabled(true);
        QVERIFY(!w.save->isEnabled());
        w.guard.end();
        QVERIFY(w.save->isEnabled());
        QCOMPARE(w.save->accessibleDescription(), u"of this page"_s);

        w.guard.begin(u"no connection"_s);
        w.save->setEnabled(false); // the panel has nothing to save any more
        w.guard.end();
        QVERIFY(!w.save->isEnabled());

        w.guard.begin(u"no connection"_s);
        w.save->setEnabled(true);
        QVERIFY(!w.save->isEnabled());
        w.guard.end();
        QVERIFY(w.save->isEnabled());
    }

    void theFocusGoesBackToWhereItWasTakenFrom()
    {
        PlainWindow w;
        QTRY_VERIFY(w.window.isActiveWindow());
        w.save->setFocus();
        w.guard.begin(u"no connection"_s);
        QVERIFY(!w.save->hasFocus());
        w.guard.end();
        QVERIFY(w.save->hasFocus());
    }

    void whatOpensMeanwhileIsHeldToo()
    {
        PlainWindow w;
        w.guard.begin(u"no connection"_s);
        QDialog dialog(&w.window);
        auto *send = new QPushButton(u"Send"_s, &dialog);
        send->setObjectName(u"sendReply"_s);
        auto *cancel = new QPushButton(u"Cancel"_s, &dialog);
        cancel->setObjectName(u"cancelText"_s);
        dialog.show();
        QVERIFY(!send->isEnabled());
        QVERIFY(cancel->isEnabled());
        QDialog elsewhere; // of no window of ours
        auto *other = new QPushButton(u"Send"_s, &elsewhere);
        other->setObjectName(u"sendReply"_s);
        elsewhere.show();
        QVERIFY(other->isEnabled());
        w.guard.end();
        QVERIFY(send->isEnabled());
    }

    void actionsAreHeldWithoutForgettingWhatTheyAre()
    {
        PlainWindow w;
        auto *pin = new QAction(u"Pin"_s, w.field->parentWidget());
        pin->setObjectName(u"pinConversation"_s);
        auto *remove = new QAction(u"Remove"_s, w.field->parentWidget());
        remove->setObjectName(u"removeConversation"_s);
        remove->setEnabled(false);
        auto *copy = new QAction(u"Copy"_s, w.field->parentWidget());
        copy->setObjectName(u"copyCells.csv"_s);
        w.guard.begin(u"no connection"_s);
        QVERIFY(!pin->isEnabled() && !remove->isEnabled() && copy->isEnabled());
        pin->setEnabled(true);
        QVERIFY(!pin->isEnabled());
        w.guard.end();
        QVERIFY(pin->isEnabled() && !remove->isEnabled());
        QVERIFY(!pin->actionGroup());
    }

    void aServerThatStopsLeavesAllReadableAndComesBack()
    {
        RemoteWindow f(*m_theme);
        QVERIFY(f.open());
        auto *input = f.find<QPlainTextEdit>(u"questionInput"_s);
        auto *copy = f.card()->findChild<QPushButton *>(u"copySql"_s);
        auto *save = f.card()->findChild<QPushButton *>(u"export"_s);
        QVERIFY(save->isEnabled() && copy->isEnabled());
        const QString said = f.card()->run().state().text;
        input->setPlainText(u"how many customers"_s);
        f.stopServer();
        QVERIFY(f.isOffline());
        QVERIFY(!save->isEnabled());
        QVERIFY2(save->accessibleDescription().contains(u"127.0.0.1"_s), qPrintable(save->accessibleDescription()));
        QHelpEvent asked(QEvent::ToolTip, QPoint(5, 5), save->mapToGlobal(QPoint(5, 5)));
        QApplication::sendEvent(save, &asked);
        QCOMPARE(QToolTip::text(), save->accessibleDescription());
        QVERIFY(!f.find<QPushButton>(u"ask"_s)->isEnabled());
        QVERIFY(copy->isEnabled());
        QVERIFY(f.card()->isVisible());
        QCOMPARE(f.card()->run().state().text, said);
        // Neither key nor button sends what is written, and it stays.
        input->setFocus();
        const auto cards = f.desktop->window().findChildren<AnswerCard *>().size();
        QTest::keyClick(input, Qt::Key_Return);
        QCOMPARE(input->toPlainText(), u"how many customers"_s);
        QCOMPARE(f.desktop->window().findChildren<AnswerCard *>().size(), cards);
        QTest::keyClicks(input, u" in all"_s);
        QVERIFY(input->toPlainText().contains(u"in all"_s));
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
            m_theme->setMode(mode);
            QTest::qWait(60);
            QVERIFY(saveScreenshot(f.desktop->window(),
                                   mode == ThemeMode::Dark ? u"offline-held-dark"_s : u"offline-held-light"_s));
        }
        m_theme->setMode(ThemeMode::Light);
        QVERIFY(f.comesBack());
        QVERIFY(save->isEnabled());
        QVERIFY(save->accessibleDescription().isEmpty());
        input->setPlainText(u"how many customers"_s);
        input->setFocus();
        QTRY_VERIFY(f.find<QPushButton>(u"ask"_s)->isEnabled());
        QTest::keyClick(input, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(f.card()->run().state().question == u"how many customers" && f.card()->isComplete(),
                                 longWait);
        QVERIFY(!f.card()->run().state().problem);
    }

    /// Lists and check boxes that ask at once are of no use either, while those of a form are a draft.
    void whatAsksAtOnceIsHeldToo()
    {
        RemoteWindow f(*m_theme);
        QVERIFY(f.open());
        for (const QString &panel : {u"audit"_s, u"search"_s, u"schedules"_s, u"tenant"_s})
            f.desktop->window().showPanel(panel);
        f.desktop->window().showPanel(u"audit"_s);
        auto *outcome = f.find<QComboBox>(u"auditOutcome"_s);
        auto *day = f.find<QDateEdit>(u"auditFrom"_s);
        auto *compare = f.find<QCheckBox>(u"searchCompare"_s);
        auto *role = f.find<QComboBox>(u"invitationRole"_s);
        QVERIFY(outcome && day && compare && role);
        outcome->setCurrentIndex(1);
        QTRY_VERIFY(outcome->isEnabled() && day->isEnabled() && compare->isEnabled());
        f.stopServer();
        QVERIFY(f.isOffline());
        for (QWidget *held : std::initializer_list<QWidget *>{outcome, day, compare}) {
            QVERIFY2(!held->isEnabled(), qPrintable(held->objectName()));
            QVERIFY2(held->accessibleDescription().contains(u"127.0.0.1"_s), qPrintable(held->objectName()));
        }
        QHelpEvent asked(QEvent::ToolTip, QPoint(5, 5), outcome->mapToGlobal(QPoint(5, 5)));
        QApplication::sendEvent(outcome, &asked);
        QCOMPARE(QToolTip::text(), outcome->accessibleDescription());
        QVERIFY(role->isEnabled());
        QVERIFY(f.find<QLineEdit>(u"auditWho"_s)->isEnabled());
        QVERIFY(f.comesBack());
        for (QWidget *held : std::initializer_list<QWidget *>{outcome, day, compare}) {
            QVERIFY2(held->isEnabled(), qPrintable(held->objectName()));
            QVERIFY2(held->accessibleDescription().isEmpty(), qPrintable(held->objectName()));
        }
        QCOMPARE(outcome->currentIndex(), 1);
        QTRY_VERIFY(f.find<QTableView>(u"auditRecords"_s)->model()->rowCount() > 0);
    }

    /// Panels read anew when the connection is back; what somebody is writing there is not theirs to replace.
    void whatWasTypedAnywhereStays()
    {
        RemoteWindow f(*m_theme);
        QVERIFY(f.open());
        MainWindow &window = f.desktop->window();
        QList<std::pair<QPointer<QWidget>, QString>> typed;
        const PanelRegistry panels = standardPanels();
        for (const auto &panel : panels.panels()) {
            if (!window.findChild<NavigationRail *>()->isAvailable(panel->id()))
                continue;
            window.showPanel(panel->id());
            QTest::qWait(250); // what it asks of the server is there
            const auto fields = window.panelWidget(panel->id())->findChildren<QWidget *>();
            for (QWidget *each : fields) {
                auto *line = qobject_cast<QLineEdit *>(each);
                auto *text = qobject_cast<QPlainTextEdit *>(each);
                const bool isWritable = (line && !line->isReadOnly()) || (text && !text->isReadOnly());
                if (!isWritable || !each->isVisible() || !each->isEnabled() || each->objectName().isEmpty()
                    || each->objectName().startsWith(u"qt_"))
                    continue;
                const QString mark = u"typed %1"_s.arg(typed.size());
                each->setFocus();
                line ? line->setText(mark) : text->setPlainText(mark);
                typed.append({each, mark});
            }
        }
        QVERIFY(typed.size() > 10);
        QTest::qWait(400);                                    // searches have been answered
        for (auto each = typed.begin(); each != typed.end();) // what changes by itself is none of ours
            each = each->first ? each + 1 : typed.erase(each);
        f.stopServer();
        QVERIFY(f.isOffline());
        QVERIFY(f.comesBack());
        QTest::qWait(800); // panels have read anew
        QStringList lost;
        for (const auto &[field, mark] : typed) {
            const auto *line = qobject_cast<QLineEdit *>(field.data());
            const auto *text = qobject_cast<QPlainTextEdit *>(field.data());
            const QString now = line ? line->text() : text ? text->toPlainText() : u"(the field is gone)"_s;
            if (now != mark)
                lost.append(u"%1: %2 instead of %3"_s.arg(field ? field->objectName() : QString(), now, mark));
        }
        QVERIFY2(lost.isEmpty(), qPrintable(lost.join(u'\n')));
    }
};

static const bool registered = tabletalk::test::add<TestOffline>();
#include "tst_Offline.moc"
