// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window on a server where something is going on: a shop with people, questions, documents and words of its own.
#pragma once

#include "app/rest/RestClient.h"
#include "server/Server.h"
#include "server/accounts/AccountService.h"
#include "ui/chat/AnswerCard.h"
#include "ui/knowledge/KnowledgeWidget.h"
#include "ui/shell/Desktop.h"
#include "ui/shell/MainWindow.h"
#include "ui/theme/Theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

namespace tabletalk::test {

/// A server with a shop, its people and documents, and the window on it.
struct ShopStage
{
    static constexpr int longWait = 30'000;
    /// What a panel asks of the server in the same machine is there, layouts are done.
    static constexpr int settles = 250;

    static QJsonObject json(const char *text) { return QJsonDocument::fromJson(text).object(); }
    static QString writeFile(const QDir &folder, const QString &name, const QString &text)
    {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(text.toUtf8());
        return file.fileName();
    }

    explicit ShopStage(ui::Theme &windowTheme)
        : theme(windowTheme)
    {
        ServerOptions options;
        options.dataDir = directory.filePath(QStringLiteral("data"));
        options.port = 0;
        options.embedded = true;
        options.registration = Registration::Open;
        auto started = Server::start(options);
        if (started)
            server = *std::move(started);
    }
    ~ShopStage()
    {
        desk.reset();
        server.reset();
    }
    /// A new window, as at the next start of the program.
    void openWindow()
    {
        desk.reset();
        ui::DesktopOptions options;
        options.configDir = directory.filePath(QStringLiteral("config"));
        desk = std::make_unique<ui::Desktop>(theme, options);
        desk->secrets().useFile();
        desk->window().resize(1280, 800);
        desk->showWindow();
        desk->window().resize(1280, 800);
        QUrl url = server->url();
        url.setScheme(QStringLiteral("ws"));
        url.setPath(QStringLiteral("/rpc"));
        desk->servers().setLocal({url, QStringLiteral("/home/ada/.local/share/tabletalk"),
                                  [this] { return server->accounts().signInOwner(QStringLiteral("Harbour Stores")); }});
    }
    /// Straight to the server, where clicking would tell nothing.
    QJsonObject tell(const QString &verb, const QString &path, const QJsonObject &body)
    {
        if (!rest) {
            rest = std::make_unique<app::RestClient>(server->url());
            rest->setToken(server->accounts().signInOwner(QStringLiteral("Harbour Stores")).accessToken);
        }
        const auto answer = rest->fetch(verb.toLatin1(), path, QJsonDocument(body).toJson());
        if (!answer) {
            qWarning("%s: %s %s", qPrintable(path), qPrintable(answer.error().detail), qPrintable(answer.error().hint));
            return {};
        }
        return QJsonDocument::fromJson(*answer).object();
    }
    QJsonObject make(const QString &path, const QJsonObject &body) { return tell(QStringLiteral("POST"), path, body); }

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
        auto *tabs = see<QTabWidget>(QStringLiteral("databaseTabs"));
        for (int i = 0; tabs && i < tabs->count(); ++i) {
            if (tabs->tabText(i) == title)
                tabs->setCurrentIndex(i);
        }
        QTest::qWait(settles);
        return tabs && tabs->tabText(tabs->currentIndex()) == title;
    }
    ui::AnswerCard *card()
    {
        const auto cards = desk->window().findChildren<ui::AnswerCard *>();
        return cards.isEmpty() ? nullptr : cards.last();
    }
    bool ask(const QString &question)
    {
        auto *input = see<QPlainTextEdit>(QStringLiteral("questionInput"));
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
            one.insert(QStringLiteral("fullName"), full);
            one.insert(QStringLiteral("email"),
                       QString(full.section(u' ', 0, 0).toLower() + QStringLiteral("@harbour.example")));
            one.insert(QStringLiteral("role"), QString::fromLatin1(role));
            QVERIFY(!make(QStringLiteral("tenant/users"), one).isEmpty());
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
            one.insert(QStringLiteral("databaseId"), database);
            one.insert(QStringLiteral("name"), QString::fromLatin1(name));
            one.insert(QStringLiteral("question"), QString::fromLatin1(question));
            one.insert(QStringLiteral("sql"), QString::fromLatin1(sql));
            one.insert(QStringLiteral("visibility"), QStringLiteral("workspace"));
            ids.append(make(QStringLiteral("saved-questions"), one).value(QStringLiteral("id")).toString());
            QVERIFY(!ids.last().isEmpty());
        }
        const QString board = make(QStringLiteral("dashboards"), json(R"({"name": "The shop this week"})"))
                                  .value(QStringLiteral("id"))
                                  .toString();
        QVERIFY(!board.isEmpty());
        const char *const views[] = {"chart", "chart", "table", "number"};
        for (qsizetype i = 0; i < ids.size(); ++i) {
            QJsonObject pin;
            pin.insert(QStringLiteral("savedQuestionId"), ids[i]);
            pin.insert(QStringLiteral("view"), QString::fromLatin1(views[i]));
            QVERIFY(!make(QStringLiteral("dashboards/%1/items").arg(board), pin).isEmpty());
        }
        QJsonObject weekly =
            json(R"({"times": {"kind": "weekly", "at": "08:30", "days": [1]}, "delivery": {"mail": [], "webhook": false,
                 "file": "xlsx"}, "condition": {"on": "rows"}})");
        weekly.insert(QStringLiteral("savedQuestionId"), ids[0]);
        const QString schedule = make(QStringLiteral("schedules"), weekly).value(QStringLiteral("id")).toString();
        QVERIFY(!schedule.isEmpty());
        make(QStringLiteral("schedules/%1/run").arg(schedule), {});
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
        QJsonArray steps = flow.value(QStringLiteral("steps")).toArray();
        QJsonObject first = steps[0].toObject();
        first.insert(QStringLiteral("savedQuestionId"), question);
        steps[0] = first;
        flow.insert(QStringLiteral("steps"), steps);
        QVERIFY(!make(QStringLiteral("workspaces/%1/workflows").arg(workspace), flow).isEmpty());
    }
    void addWords()
    {
        const QJsonObject words = json(R"({"baseRevision": 0, "vocabulary": {"synonyms": [
              {"phrase": "client", "means": {"table": "customers"}},
              {"phrase": "list price", "means": {"table": "products", "column": "unit_price"}},
              {"phrase": "web shop", "means": {"table": "orders", "column": "channel"}, "value": "web"}],
            "metrics": [], "hidden": [], "joins": [], "descriptions": []}})");
        tell(QStringLiteral("PUT"), QStringLiteral("tenant/databases/%1/vocabulary").arg(database), words);
    }
    void addDocuments()
    {
        const QDir folder(directory.path());
        const QStringList files{
            writeFile(
                folder, QStringLiteral("Refund policy.md"),
                QStringLiteral(
                    "# Refund policy\n\nOpened goods are taken back within thirty days at the full price.\n\nClothing "
                    "needs its label. Dr Anna Keller of Northwind Logistics Ltd decides about damaged goods.\n\n# "
                    "Exchange\n\n"
                    "Whoever has no receipt may exchange goods for others of the same price.\n")),
            writeFile(
                folder, QStringLiteral("Supplier handbook.md"),
                QStringLiteral(
                    "# Suppliers\n\nNorthwind Logistics Ltd delivers to the stores in Lisbon and Osaka every Monday. "
                    "Alpine Gear Ltd sends tents from Zurich.\n\nDr Anna Keller checks what arrives, with Marco Rossi "
                    "of "
                    "Alpine Gear Ltd. The University of Zurich tests materials for Alpine Gear Ltd.\n")),
            writeFile(folder, QStringLiteral("Opening hours.csv"),
                      QStringLiteral("store,opens,closes\nLisbon,09:00,19:00\nOsaka,10:00,20:00\n"))};
        show(QStringLiteral("knowledge"));
        auto *panel = qobject_cast<ui::KnowledgeWidget *>(desk->window().panelWidget(QStringLiteral("knowledge")));
        QVERIFY(panel);
        panel->addFiles(files);
        QTRY_VERIFY_WITH_TIMEOUT(([this, &files] {
                                     auto *table = find<QTableView>(QStringLiteral("documentTable"));
                                     int ready = 0;
                                     for (int row = 0; table && row < table->model()->rowCount(); ++row)
                                         ready += table->model()->index(row, 1).data().toString() == u"Ready" ? 1 : 0;
                                     return ready == files.size();
                                 }()),
                                 longWait);
    }

    /// Others on the same server, which the owner of the shop now operates; a window opened after this shows it.
    void addOrganizations()
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
            request.password = QStringLiteral("violet kettle 48 orbit");
            server->accounts().createAccount(request);
        }
        const api::SignedIn owner = server->accounts().signInOwner(QStringLiteral("Harbour Stores"));
        QVERIFY(server->accounts().setOperator(owner.user.email, true));
        rest.reset();
    }

    ui::Theme &theme;
    QTemporaryDir directory;
    std::unique_ptr<Server> server;
    std::unique_ptr<app::RestClient> rest;
    std::unique_ptr<ui::Desktop> desk;
    QString database;
    QString workspace;
};

} // namespace tabletalk::test
