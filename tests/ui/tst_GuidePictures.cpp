// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rest/RestClient.h"
#include "server/Server.h"
#include "server/accounts/AccountService.h"
#include "tests/support/TestRunner.h"
#include "tests/ui/PictureDrift.h"
#include "tests/ui/Screenshots.h"
#include "ui/chat/AnswerCard.h"
#include "ui/help/Guides.h"
#include "ui/knowledge/KnowledgeWidget.h"
#include "ui/platform/PlatformWidget.h"
#include "ui/shell/Desktop.h"
#include "ui/shell/MainWindow.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int longWait = 30'000;
constexpr int settles = 250; ///< what a panel asks of the server in the same machine is there, layouts are done
constexpr double mostDrift = 0.25;
constexpr qint64 mostBytes = 3'000'000; ///< of all pictures

QJsonObject json(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

/// A server with a shop, its people and documents, and the window on it.
struct Stage
{
    explicit Stage(Theme &windowTheme)
        : theme(windowTheme)
    {
        ServerOptions options;
        options.dataDir = directory.filePath(u"data"_s);
        options.port = 0;
        options.embedded = true;
        options.registration = Registration::Open;
        auto started = Server::start(options);
        if (started)
            server = *std::move(started);
    }
    ~Stage()
    {
        desk.reset();
        server.reset();
    }
    /// A new window, as at the next start of the program.
    void openWindow()
    {
        desk.reset();
        DesktopOptions options;
        options.configDir = directory.filePath(u"config"_s);
        desk = std::make_unique<Desktop>(theme, options);
        desk->secrets().useFile();
        desk->window().resize(1280, 800);
        desk->showWindow();
        desk->window().resize(1280, 800);
        QUrl url = server->url();
        url.setScheme(u"ws"_s);
        url.setPath(u"/rpc"_s);
        desk->servers().setLocal({url, u"/home/ada/.local/share/tabletalk"_s,
                                  [this] { return server->accounts().signInOwner(u"Harbour Stores"_s); }});
    }
    /// Straight to the server, where clicking would tell nothing.
    QJsonObject tell(const QString &verb, const QString &path, const QJsonObject &body)
    {
        if (!rest) {
            rest = std::make_unique<app::RestClient>(server->url());
            rest->setToken(server->accounts().signInOwner(u"Harbour Stores"_s).accessToken);
        }
        const auto answer = rest->fetch(verb.toLatin1(), path, QJsonDocument(body).toJson());
        if (!answer) {
            qWarning("%s: %s %s", qPrintable(path), qPrintable(answer.error().detail), qPrintable(answer.error().hint));
            return {};
        }
        return QJsonDocument::fromJson(*answer).object();
    }
    QJsonObject make(const QString &path, const QJsonObject &body) { return tell(u"POST"_s, path, body); }

    template <class Widget>
    Widget *find(const QString &name)
    {
        const auto all = desk->window().findChildren<Widget *>(name);
        for (Widget *each : all) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    /// The one of that name in view, once it is.
    template <class Widget>
    Widget *see(const QString &name)
    {
        return QTest::qWaitFor([&] { return find<Widget>(name) && find<Widget>(name)->isEnabled(); }, longWait)
                   ? find<Widget>(name)
                   : nullptr;
    }
    bool click(const QString &name)
    {
        auto *button = see<QAbstractButton>(name);
        if (button)
            QTest::mouseClick(button, Qt::LeftButton);
        return button != nullptr;
    }
    QWidget *show(const QString &panel)
    {
        desk->window().showPanel(panel);
        QTest::qWait(settles);
        return desk->window().panelWidget(panel);
    }
    /// One side of the chosen database.
    bool openTab(const QString &title)
    {
        auto *tabs = see<QTabWidget>(u"databaseTabs"_s);
        for (int i = 0; tabs && i < tabs->count(); ++i) {
            if (tabs->tabText(i) == title)
                tabs->setCurrentIndex(i);
        }
        QTest::qWait(settles);
        return tabs && tabs->tabText(tabs->currentIndex()) == title;
    }
    AnswerCard *card()
    {
        const auto cards = desk->window().findChildren<AnswerCard *>();
        return cards.isEmpty() ? nullptr : cards.last();
    }
    bool ask(const QString &question)
    {
        auto *input = see<QPlainTextEdit>(u"questionInput"_s);
        if (!input)
            return false;
        input->setFocus();
        QTest::keyClicks(input, question);
        QTest::keyClick(input, Qt::Key_Return);
        return QTest::qWaitFor(
            [&] { return card() && card()->run().state().question == question && card()->isComplete(); }, longWait);
    }
    bool hasRows(const QString &view)
    {
        return QTest::qWaitFor(
            [&] {
                auto *list = find<QAbstractItemView>(view);
                return list && list->model() && list->model()->rowCount() > 0;
            },
            longWait);
    }
    bool choose(const QString &view, int row = 0)
    {
        if (!hasRows(view))
            return false;
        auto *list = find<QAbstractItemView>(view);
        const QModelIndex index = list->model()->index(row, 0);
        list->scrollTo(index);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(index).center());
        QTest::qWait(settles);
        return true;
    }

    Theme &theme;
    QTemporaryDir directory;
    std::unique_ptr<Server> server;
    std::unique_ptr<app::RestClient> rest;
    std::unique_ptr<Desktop> desk;
    QString database;
    QString workspace;
};

QString writeFile(const QDir &folder, const QString &name, const QString &text)
{
    QFile file(folder.filePath(name));
    if (file.open(QIODevice::WriteOnly))
        file.write(text.toUtf8());
    return file.fileName();
}

} // namespace

/// The pictures of the guides, made by the program itself: each one that a guide shows is made here, each that is made
/// here is shown, and none shows a window that looks otherwise by now. TABLETALK_REBASELINE=1 puts those of today into
/// docs/images.
class TestGuidePictures : public QObject
{
    Q_OBJECT

    Theme *m_theme = nullptr;
    std::unique_ptr<Stage> m;
    QStringList m_made;
    const QDir m_today{QStringLiteral(TABLETALK_BIN_DIR "/../../screenshots/guides")};
    const QDir m_kept{QStringLiteral(TABLETALK_SOURCE_DIR "/docs/images")};

    bool picture(const QString &name, QWidget *of = nullptr)
    {
        m->desk->messages().clear(); // what is told in passing, and pushes the panel down
        QTest::qWait(settles);
        QWidget *widget = of ? of : &m->desk->window();
        m_made.append(u"guide-"_s + name + u".png"_s);
        return withFewColours(widget->grab().toImage()).save(m_today.filePath(m_made.last()), "PNG", 0);
    }
    QStringList shown() const
    {
        static const QRegularExpression image(u"\\]\\(images/(guide-[^)]+)\\)"_s);
        QStringList names;
        for (const Guide &guide : guides()) {
            for (const GuideChapter &chapter : guide.chapters) {
                auto each = image.globalMatch(chapter.text);
                while (each.hasNext())
                    names.append(each.next().captured(1));
            }
        }
        return names;
    }

    // --- what is in the shop ---
    void addPeople()
    {
        const std::pair<const char *, const char *> people[] = {{"Maya Lindqvist", "admin"},
                                                                {"Tomas Okafor", "manager"},
                                                                {"Jun Watanabe", "member"},
                                                                {"Ines Duarte", "guest"}};
        for (const auto &[name, role] : people) {
            const QString full = QString::fromLatin1(name);
            QJsonObject one = json(R"({"password": "violet kettle 48 orbit"})");
            one.insert(u"fullName"_s, full);
            one.insert(u"email"_s, QString(full.section(u' ', 0, 0).toLower() + u"@harbour.example"_s));
            one.insert(u"role"_s, QString::fromLatin1(role));
            QVERIFY(!m->make(u"tenant/users"_s, one).isEmpty());
        }
    }
    void addQuestions()
    {
        const std::tuple<const char *, const char *, const char *> questions[] = {
            {"Revenue by month", "Total amount of orders by month in 2025",
             "SELECT strftime('%Y-%m', order_date) AS month, sum(total_amount) AS revenue FROM orders WHERE order_date "
             ">= "
             "'2025-01-01' AND order_date < '2026-01-01' GROUP BY 1 ORDER BY 1"},
            {"Orders by channel", "Number of orders by channel",
             "SELECT channel, count(*) AS orders FROM orders GROUP BY channel ORDER BY 2 DESC"},
            {"Customers by country", "Number of customers by country",
             "SELECT country, count(*) AS customers FROM customers GROUP BY country ORDER BY 2 DESC LIMIT 8"},
            {"Customers in all", "How many customers are there?", "SELECT count(*) AS customers FROM customers"}};
        QStringList ids;
        for (const auto &[name, question, sql] : questions) {
            QJsonObject one;
            one.insert(u"databaseId"_s, m->database);
            one.insert(u"name"_s, QString::fromLatin1(name));
            one.insert(u"question"_s, QString::fromLatin1(question));
            one.insert(u"sql"_s, QString::fromLatin1(sql));
            one.insert(u"visibility"_s, u"workspace"_s);
            ids.append(m->make(u"saved-questions"_s, one).value(u"id"_s).toString());
            QVERIFY(!ids.last().isEmpty());
        }
        const QString board =
            m->make(u"dashboards"_s, json(R"({"name": "The shop this week"})")).value(u"id"_s).toString();
        QVERIFY(!board.isEmpty());
        const char *const views[] = {"chart", "chart", "table", "number"};
        for (qsizetype i = 0; i < ids.size(); ++i) {
            QJsonObject pin;
            pin.insert(u"savedQuestionId"_s, ids[i]);
            pin.insert(u"view"_s, QString::fromLatin1(views[i]));
            QVERIFY(!m->make(u"dashboards/%1/items"_s.arg(board), pin).isEmpty());
        }
        QJsonObject weekly =
            json(R"({"times": {"kind": "weekly", "at": "08:30", "days": [1]}, "delivery": {"mail": [], "webhook": false,
                 "file": "xlsx"}, "condition": {"on": "rows"}})");
        weekly.insert(u"savedQuestionId"_s, ids[0]);
        const QString schedule = m->make(u"schedules"_s, weekly).value(u"id"_s).toString();
        QVERIFY(!schedule.isEmpty());
        m->make(u"schedules/%1/run"_s.arg(schedule), {});
        addWorkflow(ids[1]);
    }
    void addWorkflow(const QString &question)
    {
        QJsonObject flow =
            json(R"({"name": "Refunds of the week", "description": "What came back, why, and whom to tell.",
            "inputs": [], "steps": [
              {"key": "orders", "kind": "savedQuestion", "name": "Orders by channel"},
              {"key": "policy", "kind": "hybrid_search", "name": "What the policy says", "question": "refunds of opened goods"},
              {"key": "some", "kind": "condition", "name": "Only when there are orders", "of": "orders",
               "condition": {"on": "rows"}},
              {"key": "file", "kind": "delivery", "name": "A file for the manager", "of": "orders",
               "delivery": {"mail": [], "webhook": false, "file": "csv"}, "text": "Orders of {{run.date}}"}]})");
        QJsonArray steps = flow.value(u"steps"_s).toArray();
        QJsonObject first = steps[0].toObject();
        first.insert(u"savedQuestionId"_s, question);
        steps[0] = first;
        flow.insert(u"steps"_s, steps);
        QVERIFY(!m->make(u"workspaces/%1/workflows"_s.arg(m->workspace), flow).isEmpty());
    }
    void addWords()
    {
        const QJsonObject words = json(R"({"baseRevision": 0, "vocabulary": {"synonyms": [
              {"phrase": "client", "means": {"table": "customers"}},
              {"phrase": "list price", "means": {"table": "products", "column": "unit_price"}},
              {"phrase": "web shop", "means": {"table": "orders", "column": "channel"}, "value": "web"}],
            "metrics": [], "hidden": [], "joins": [], "descriptions": []}})");
        m->tell(u"PUT"_s, u"tenant/databases/%1/vocabulary"_s.arg(m->database), words);
    }
    void addDocuments()
    {
        const QDir folder(m->directory.path());
        const QStringList files{
            writeFile(
                folder, u"Refund policy.md"_s,
                u"# Refund policy\n\nOpened goods are taken back within thirty days at the full price.\n\nClothing "
                "needs its label. Dr Anna Keller of Northwind Logistics Ltd decides about damaged goods.\n\n# "
                "Exchange\n\n"
                "Whoever has no receipt may exchange goods for others of the same price.\n"_s),
            writeFile(
                folder, u"Supplier handbook.md"_s,
                u"# Suppliers\n\nNorthwind Logistics Ltd delivers to the stores in Lisbon and Osaka every Monday. "
                "Alpine Gear Ltd sends tents from Zurich.\n\nDr Anna Keller checks what arrives, with Marco Rossi of "
                "Alpine Gear Ltd. The University of Zurich tests materials for Alpine Gear Ltd.\n"_s),
            writeFile(folder, u"Opening hours.csv"_s,
                      u"store,opens,closes\nLisbon,09:00,19:00\nOsaka,10:00,20:00\n"_s)};
        m->show(u"knowledge"_s);
        auto *panel = qobject_cast<KnowledgeWidget *>(m->desk->window().panelWidget(u"knowledge"_s));
        QVERIFY(panel);
        panel->addFiles(files);
        QTRY_VERIFY_WITH_TIMEOUT(([this, &files] {
                                     auto *table = m->find<QTableView>(u"documentTable"_s);
                                     int ready = 0;
                                     for (int row = 0; table && row < table->model()->rowCount(); ++row)
                                         ready += table->model()->index(row, 1).data().toString() == u"Ready" ? 1 : 0;
                                     return ready == files.size();
                                 }()),
                                 longWait);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QSettings().clear();
        QVERIFY(QDir().mkpath(m_today.path()));
        m_theme = new Theme(*qApp);
        m_theme->setMode(ThemeMode::Light);
        m = std::make_unique<Stage>(*m_theme);
        QVERIFY(m->server);
        m->openWindow();
        QTRY_VERIFY_WITH_TIMEOUT(m->desk->session().isReady(), longWait);
    }
    void cleanupTestCase()
    {
        m.reset();
        delete m_theme;
    }

    void theFirstVisitIsPictured()
    {
        QVERIFY(picture(u"start"_s));
        QVERIFY(m->click(u"trySample"_s));
        QTRY_VERIFY_WITH_TIMEOUT(m->card() && m->card()->isComplete(), longWait);
        QVERIFY(!m->desk->catalog().databases().empty());
        m->database = m->desk->catalog().databases().front().id.toString();
        QTRY_VERIFY(m->desk->workspaces().current());
        m->workspace = m->desk->workspaces().current()->id.toString();
        QVERIFY(picture(u"first-answer"_s));
    }

    void connectingIsPictured()
    {
        m->desk->navigator().connectDatabase();
        QVERIFY(m->click(u"kindPostgres"_s));
        auto *dialog = m->find<QDialog>(u"connectDialog"_s);
        QVERIFY(dialog);
        m->find<QLineEdit>(u"host"_s)->setText(u"db.example.org"_s);
        m->find<QLineEdit>(u"database"_s)->setText(u"sales"_s);
        m->find<QLineEdit>(u"user"_s)->setText(u"reader"_s);
        m->find<QLineEdit>(u"password"_s)->setText(u"a password"_s);
        QVERIFY(picture(u"connect"_s, dialog));
        dialog->reject();
        m->show(u"connections"_s);
        QVERIFY(m->see<QPushButton>(u"example"_s));
        QVERIFY(picture(u"database"_s));
        QVERIFY(m->openTab(u"Schema"_s));
        QVERIFY(m->hasRows(u"schemaTables"_s));
        QTRY_VERIFY(m->find<QWidget>(u"tableView"_s));
        QVERIFY(picture(u"schema"_s));
        QVERIFY(m->openTab(u"Diagram"_s));
        QVERIFY(m->hasRows(u"diagramList"_s));
        QTest::qWait(4 * settles);
        QVERIFY(picture(u"diagram"_s));
        QVERIFY(m->openTab(u"Reading"_s));
        QVERIFY(picture(u"reading"_s));
        QVERIFY(m->openTab(u"Overview"_s));
        QVERIFY(m->click(u"proveReadOnly"_s));
        auto *proof = m->see<QDialog>(u"proofDialog"_s);
        QVERIFY(proof);
        QVERIFY(m->see<QPushButton>(u"proveAgain"_s));
        QVERIFY(picture(u"proof"_s, proof));
        proof->reject();
    }

    void askingIsPictured()
    {
        m->show(u"chat"_s);
        QVERIFY(m->click(u"newConversation"_s));
        QVERIFY(m->ask(u"Number of orders by channel"_s));
        QVERIFY(m->ask(u"Only those in 2025"_s));
        QVERIFY(picture(u"conversation"_s));
        QVERIFY(m->click(u"newConversation"_s));
        QVERIFY(m->ask(u"Which product has the highest unit price?"_s));
        auto *explain = m->card()->findChild<QPushButton *>(u"showDetails"_s);
        QVERIFY(explain);
        QTest::mouseClick(explain, Qt::LeftButton);
        QTest::qWait(settles);
        auto *scroll = m->find<QScrollArea>(u"answers"_s);
        scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum());
        QVERIFY(picture(u"explained"_s));
    }

    void whatIsKeptIsPictured()
    {
        addQuestions();
        QVERIFY(!QTest::currentTestFailed());
        m->show(u"saved"_s);
        QVERIFY(m->choose(u"savedList"_s));
        QVERIFY(m->click(u"runSaved"_s));
        QTest::qWait(settles);
        QVERIFY(picture(u"saved"_s));
        m->show(u"dashboards"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m->find<QWidget>(u"dashboardTile"_s), longWait);
        QTest::qWait(4 * settles);
        QVERIFY(picture(u"dashboard"_s));
        m->show(u"schedules"_s);
        QVERIFY(m->choose(u"schedules"_s));
        QVERIFY(picture(u"schedules"_s));
        m->show(u"workflows"_s);
        QVERIFY(m->choose(u"workflows"_s));
        QVERIFY(m->click(u"changeWorkflow"_s));
        auto *editor = m->see<QDialog>(u"workflowEditor"_s);
        QVERIFY(editor);
        QVERIFY(picture(u"workflow"_s, editor));
        editor->reject();
    }

    void ownWordsArePictured()
    {
        addWords();
        m->openWindow();
        QTRY_VERIFY_WITH_TIMEOUT(m->desk->session().isReady(), longWait);
        m->show(u"connections"_s);
        QVERIFY(m->see<QPushButton>(u"askDatabase"_s));
        QVERIFY(m->openTab(u"Vocabulary"_s));
        QVERIFY(m->hasRows(u"entries-synonyms"_s));
        QVERIFY(picture(u"vocabulary"_s));
    }

    void documentsArePictured()
    {
        addDocuments();
        QVERIFY(!QTest::currentTestFailed());
        QVERIFY(m->choose(u"documentTable"_s));
        QVERIFY(picture(u"documents"_s));
        m->show(u"search"_s);
        auto *query = m->see<QLineEdit>(u"searchQuery"_s);
        QVERIFY(query);
        query->setText(u"are opened goods taken back?"_s);
        QTRY_VERIFY_WITH_TIMEOUT(([&] {
                                     QTest::keyClick(query, Qt::Key_Return);
                                     return QTest::qWaitFor([&] { return m->find<QWidget>(u"searchHit"_s) != nullptr; },
                                                            1'000);
                                 }()),
                                 longWait);
        QVERIFY(picture(u"search"_s));
        m->show(u"graph"_s);
        QTRY_VERIFY_WITH_TIMEOUT(([&] {
                                     auto *found = m->find<QAbstractItemView>(u"graphResults"_s);
                                     if (found && found->model()->rowCount() > 0)
                                         return true;
                                     m->show(u"search"_s);
                                     m->show(u"graph"_s);
                                     return false;
                                 }()),
                                 longWait);
        QVERIFY(m->choose(u"graphResults"_s));
        QTest::qWait(4 * settles);
        QVERIFY(picture(u"names"_s));
        m->show(u"agents"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m->find<QWidget>(u"agentCard"_s), longWait);
        auto *ask = m->see<QLineEdit>(u"agentQuestion"_s);
        QVERIFY(ask);
        ask->setText(u"Within how many days are opened goods taken back?"_s);
        QTest::keyClick(ask, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(m->find<QLabel>(u"firstAnswerSources"_s), longWait);
        QVERIFY(picture(u"agents"_s));
    }

    void theWindowItselfIsPictured()
    {
        m->show(u"chat"_s);
        m->desk->window().activateWindow();
        QTest::keyClick(&m->desk->window(), Qt::Key_K, Qt::ControlModifier);
        auto *field = m->see<QLineEdit>(u"paletteField"_s);
        QVERIFY(field);
        QTest::keyClicks(field, u"sched"_s);
        QTest::qWait(settles);
        QVERIFY(picture(u"palette"_s));
        QTest::keyClick(field, Qt::Key_Escape);
        m->theme.setMode(ThemeMode::Dark);
        m->show(u"settings"_s);
        QVERIFY(picture(u"settings"_s));
        m->theme.setMode(ThemeMode::Light);
        m->desk->navigator().showHelp(u"user-guide#settings"_s);
        QVERIFY(picture(u"help"_s));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    }

    void administrationIsPictured()
    {
        addPeople();
        QVERIFY(!QTest::currentTestFailed());
        const std::pair<QString, QString> panels[] = {{u"tenant"_s, u"organisation"_s}, {u"usage"_s, u"usage"_s},
                                                      {u"security"_s, u"security"_s},   {u"audit"_s, u"audit"_s},
                                                      {u"models"_s, u"models"_s},       {u"billing"_s, u"billing"_s}};
        for (const auto &[panel, name] : panels) {
            m->show(panel);
            QVERIFY2(picture(name), qPrintable(name));
        }
        m->make(u"support/tickets"_s, json(R"({"subject": "A second workspace for the warehouse",
            "text": "May we have one whose documents the shops do not see?"})"));
        m->show(u"support"_s);
        QVERIFY(picture(u"support"_s));
    }

    void thePlatformIsPictured()
    {
        const std::pair<const char *, const char *> organizations[] = {
            {"Lakeside Clinic", "ruth@lakeside.example"},
            {"Precision Parts", "emil@precision.example"},
            {"Northern University", "aiko@northern.example"}};
        for (const auto &[name, email] : organizations) {
            api::RegisterRequest request;
            request.organization = QString::fromLatin1(name);
            request.email = QString::fromLatin1(email);
            request.fullName = request.email.section(u'@', 0, 0);
            request.password = u"violet kettle 48 orbit"_s;
            m->server->accounts().createAccount(request);
        }
        const api::SignedIn owner = m->server->accounts().signInOwner(u"Harbour Stores"_s);
        QVERIFY(m->server->accounts().setOperator(owner.user.email, true));
        m->rest.reset();
        m->openWindow();
        QTRY_VERIFY_WITH_TIMEOUT(m->desk->session().isReady() && m->desk->session().isOperator(), longWait);
        auto *platform = qobject_cast<PlatformWidget *>(m->show(u"platform"_s));
        QVERIFY(platform);
        for (const QString &page : {u"overview"_s, u"organizations"_s, u"people"_s, u"revenue"_s, u"tickets"_s,
                                    u"announcements"_s, u"settings"_s}) {
            platform->showPage(page);
            QTest::qWait(settles);
            QVERIFY2(picture(u"platform-"_s + page), qPrintable(page));
        }
    }

    void whatGuidesShowIsMadeHereAndTheOtherWayRound()
    {
        QStringList made = m_made;
        QStringList inGuides = shown();
        QCOMPARE(QSet<QString>(made.begin(), made.end()).size(), made.size());
        made.sort();
        inGuides.sort();
        inGuides.removeDuplicates();
        QCOMPARE(inGuides, made);
        QStringList files = m_kept.entryList({u"guide-*.png"_s});
        if (qEnvironmentVariableIsSet("TABLETALK_REBASELINE")) {
            for (const QString &name : std::as_const(files))
                QVERIFY(QFile::remove(m_kept.filePath(name)));
            for (const QString &name : std::as_const(m_made))
                QVERIFY(QFile::copy(m_today.filePath(name), m_kept.filePath(name)));
            files = m_kept.entryList({u"guide-*.png"_s});
        }
        files.sort();
        QCOMPARE(files, made);
    }

    void noPictureShowsAWindowOfThePast()
    {
        QStringList old;
        qint64 bytes = 0;
        for (const QString &name : std::as_const(m_made)) {
            const QImage kept(m_kept.filePath(name));
            const double apart = drift(QImage(m_today.filePath(name)), kept);
            qInfo("%s: %.3f", qPrintable(name), apart);
            if (apart > mostDrift)
                old.append(u"%1 (%2)"_s.arg(name).arg(apart));
            bytes += QFile(m_kept.filePath(name)).size();
        }
        QVERIFY2(old.isEmpty(), qPrintable(old.join(u", "_s)));
        QVERIFY2(bytes < mostBytes, qPrintable(QString::number(bytes)));
    }

    /// The comparison itself: it tells panels apart, and does not mind another font or other colours.
    void anotherPanelIsFarFromAPictureAndAnotherFontIsNot()
    {
        const auto today = [this](const QString &name) {
            return QImage(m_today.filePath(u"guide-"_s + name + u".png"_s));
        };
        QVERIFY(drift(today(u"saved"_s), today(u"schedules"_s)) > mostDrift);
        QVERIFY(drift(today(u"security"_s), today(u"usage"_s)) > mostDrift);
        QVERIFY(drift(today(u"platform-people"_s), today(u"platform-settings"_s)) > mostDrift);
        m->show(u"models"_s);
        const QImage before = m->desk->window().grab().toImage();
        m->theme.setMode(ThemeMode::Dark);
        QTest::qWait(settles);
        const QImage dark = m->desk->window().grab().toImage();
        m->theme.setMode(ThemeMode::Light);
        QFont other = QApplication::font();
        other.setLetterSpacing(QFont::PercentageSpacing, 103);
        QApplication::setFont(other);
        m->openWindow(); // fonts are taken when a window is made
        QTRY_VERIFY_WITH_TIMEOUT(m->desk->session().isReady(), longWait);
        m->show(u"models"_s);
        m->desk->messages().clear();
        QTest::qWait(settles);
        const QImage spaced = m->desk->window().grab().toImage();
        qInfo("dark %.3f, another font %.3f", drift(before, dark), drift(before, spaced));
        QVERIFY(drift(before, dark) < mostDrift);
        QVERIFY(drift(before, spaced) < mostDrift);
    }
};

static const bool registered = tabletalk::test::add<TestGuidePictures>();
#include "tst_GuidePictures.moc"
