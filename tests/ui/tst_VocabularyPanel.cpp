// SPDX-License-Identifier: GPL-3.0-or-later
//
// The editor of a vocabulary against fixed answers in all its states, and against the real
// server for what only two people at once can show.
#include "core/schema/MetricExpression.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"
#include "tests/ui/FakeServer.h"
#include "tests/ui/Screenshots.h"
#include "ui/connections/DatabaseCatalog.h"
#include "ui/session/SecretStore.h"
#include "ui/session/Servers.h"
#include "ui/session/Session.h"
#include "ui/session/WebSocketTransport.h"
#include "ui/session/Workspaces.h"
#include "ui/shell/ActionRegistry.h"
#include "ui/shell/Messages.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Theme.h"
#include "ui/vocabulary/EntryDialog.h"
#include "ui/vocabulary/EntryModel.h"
#include "ui/vocabulary/HistoryModel.h"
#include "ui/vocabulary/PlaceCompleter.h"
#include "ui/vocabulary/VocabularyWidget.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

/// All that a widget of the window needs, around one transport.
struct Bench
{
    Bench(Theme &theme, std::unique_ptr<Transport> transport)
        : secrets(directory.path())
        , session(std::move(transport))
        , servers(session, secrets)
        , catalog(session)
        , workspaces(session)
        , context{session, catalog, servers, secrets, theme, messages, navigator, actions, {}, workspaces}
        , widget(context, nullptr)
    {
        widget.resize(1080, 720);
        widget.ask = [](const QString &, const QString &, const QString &) { return true; };
        widget.show();
    }
    ~Bench() { session.close(); }

    void open(const QUrl &url, const api::SignedIn &signedIn, ConnectionId id)
    {
        session.open(url, signedIn);
        widget.show(id);
    }
    template <class Widget>
    Widget *find(const char *name)
    {
        return widget.findChild<Widget *>(QString::fromLatin1(name));
    }
    void press(const char *name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
    EntryDialog *dialog() { return widget.findChild<EntryDialog *>(u"entryDialog"_s); }
    void type(const char *field, const QString &text)
    {
        auto *line = dialog()->findChild<QLineEdit *>(QString::fromLatin1(field));
        line->clear();
        QTest::keyClicks(line, text);
    }
    QString notice()
    {
        return find<QLabel>("noticeTitle")->isVisible() ? find<QLabel>("noticeTitle")->text() : QString();
    }

    QTemporaryDir directory;
    SecretStore secrets;
    Session session;
    Servers servers;
    DatabaseCatalog catalog;
    Messages messages;
    Navigator navigator;
    ActionRegistry actions;
    Workspaces workspaces;
    WindowContext context;
    VocabularyWidget widget;
};

Vocabulary example()
{
    Vocabulary v;
    v.synonyms = {{u"client"_s, {{}, u"customers"_s, {}}, {}},
                  {u"headcount"_s, {{}, u"employees"_s, {}}, {}},
                  {u"EMEA"_s, {{}, u"customers"_s, u"region"_s}, u"Europe, Middle East and Africa"_s},
                  {u"list price"_s, {{}, u"products"_s, u"unit_price"_s}, {}}};
    const auto metric = [&](const QString &name, const QString &expression, const QString &unit) {
        Metric m = orThrow(parseMetricExpression(expression));
        m.name = name;
        if (!unit.isEmpty())
            m.unit = unit;
        v.metrics.push_back(m);
    };
    metric(u"revenue"_s, u"SUM(invoices.total) WHERE invoices.status = 'paid'"_s, u"EUR"_s);
    v.metrics.front().synonyms = {u"turnover"_s, u"sales"_s};
    metric(u"gross margin"_s, u"SUM(order_items.unit_price - order_items.unit_cost)"_s, u"EUR"_s);
    metric(u"active customers"_s, u"COUNT(customers) WHERE customers.active = 1"_s, {});
    v.hidden = {{{}, u"audit_log"_s, {}}, {{}, u"customers"_s, u"password_hash"_s}};
    v.joins = {{{{}, u"orders"_s, {u"customer_id"_s}}, {{}, u"customers"_s, {u"id"_s}}, false},
               {{{}, u"orders"_s, {u"approved_by"_s}}, {{}, u"employees"_s, {u"id"_s}}, true}};
    v.descriptions = {{{{}, u"customers"_s, {}}, u"Everybody who ever bought something, also once"_s},
                      {{{}, u"orders"_s, u"status"_s}, u"Where the order stands; “open” is not shipped yet"_s}};
    return v;
}

QJsonObject stateJson(const Vocabulary &vocabulary, int revision, const QJsonArray &issues = {})
{
    api::VocabularyState state;
    state.revision = revision;
    state.author = u"Ada Lovelace"_s;
    state.savedAt = Instant::fromRfc3339(u"2026-03-01T10:00:00Z");
    state.vocabulary = vocabulary;
    QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(api::toJsonText(state))).object();
    object[u"issues"_s] = issues;
    return object;
}

QJsonObject issue(const QString &path, const QString &message)
{
    return {{u"path"_s, path}, {u"message"_s, message}};
}

} // namespace

class TestVocabularyPanel : public QObject
{
    Q_OBJECT

    Theme *m_theme = nullptr;

    struct Fake
    {
        explicit Fake(Theme &theme, const Vocabulary &vocabulary = example(), const QJsonArray &issues = {})
        {
            auto transport = std::make_unique<FakeServer>();
            server = transport.get();
            server->on(u"vocabulary.read"_s, stateJson(vocabulary, 3, issues));
            server->on(u"vocabulary.check"_s, QJsonObject{{u"issues"_s, QJsonArray()}});
            server->on(u"vocabulary.save"_s, FakeServer::Answer([this](const QJsonObject &params) {
                           saved = params;
                           QJsonObject state = stateJson({}, 4);
                           state[u"vocabulary"_s] = params.value(u"vocabulary"_s);
                           return QJsonValue(state);
                       }));
            bench = std::make_unique<Bench>(theme, std::move(transport));
            api::SignedIn signedIn{u"a"_s, u"r"_s, 900, {}, {}, {}};
            bench->open(QUrl(u"ws://127.0.0.1:1/rpc"_s), signedIn, *ConnectionId::fromString(idText(7)));
        }
        Bench *operator->() const { return bench.get(); }
        void waitUntilLoaded() const { QTRY_VERIFY(bench->find<QLabel>("vocabularyState")->text().contains(u"Ada")); }

        FakeServer *server = nullptr;
        QJsonObject saved;
        std::unique_ptr<Bench> bench;
    };

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void init() { m_theme->setMode(ThemeMode::Light); }
    void cleanupTestCase() { delete m_theme; }

    void everyListIsATabWithItsCount()
    {
        Fake f(*m_theme);
        f.waitUntilLoaded();
        auto *tabs = f->find<QTabWidget>("vocabularyTabs");
        QStringList titles;
        for (int i = 0; i < tabs->count(); ++i)
            titles << tabs->tabText(i);
        QCOMPARE(titles, (QStringList{u"Words (4)"_s, u"Metrics (3)"_s, u"Hidden (2)"_s, u"Joins (2)"_s,
                                      u"Descriptions (2)"_s, u"History"_s}));
        f.server->on(
            u"vocabulary.history"_s,
            QJsonObject{{u"items"_s, QJsonArray{QJsonObject{{u"revision"_s, 3},
                                                            {u"author"_s, u"Ada Lovelace"_s},
                                                            {u"savedAt"_s, u"2026-03-01T10:00:00Z"_s},
                                                            {u"note"_s, u"Agreed with finance"_s},
                                                            {u"summary"_s, u"Metrics: 1 changed"_s}},
                                                QJsonObject{{u"revision"_s, 2},
                                                            {u"author"_s, u"Charles Babbage"_s},
                                                            {u"savedAt"_s, u"2026-02-21T16:30:00Z"_s},
                                                            {u"note"_s, u""_s},
                                                            {u"summary"_s, u"Words: 3 added; Hidden: 2 added"_s}}}}});
        const char *names[] = {"words", "metrics", "hidden", "joins", "descriptions", "history"};
        for (const bool dark : {false, true}) {
            m_theme->setMode(dark ? ThemeMode::Dark : ThemeMode::Light);
            for (int i = 0; i < tabs->count(); ++i) {
                tabs->setCurrentIndex(i);
                QTest::qWait(30);
                QVERIFY(saveScreenshot(
                    f->widget, u"vocabulary-%1%2"_s.arg(QString::fromLatin1(names[i]), dark ? u"-dark"_s : u""_s)));
            }
        }
    }

    void anEmptyVocabularyInvites()
    {
        Fake f(*m_theme, Vocabulary());
        f.waitUntilLoaded();
        QVERIFY(f->find<QPushButton>("entryFirst-synonyms")->isVisible());
        QVERIFY(!f->find<QWidget>("vocabularyFooter")->isVisible());
        QVERIFY(saveScreenshot(f->widget, u"vocabulary-empty"_s));
        f->press("entryFirst-synonyms");
        QTRY_VERIFY(f->dialog());
    }

    void aMetricIsFilledInCheckedAndSavedWithANote()
    {
        Fake f(*m_theme);
        f.waitUntilLoaded();
        f->find<QTabWidget>("vocabularyTabs")->setCurrentIndex(1);
        f->press("entryAdd-metrics");
        QTRY_VERIFY(f->dialog());
        f.server->on(u"vocabulary.check"_s,
                     QJsonObject{{u"issues"_s, QJsonArray{issue(u"vocabulary.metrics[3].of.table"_s,
                                                                u"there is no table payment"_s)}}});
        f->type("metricName", u"cash"_s);
        f->type("metricOperand", u"payment.amount"_s);
        f->type("metricCondition", u"payment.kind = 'cash'"_s);
        auto *problem = f->dialog()->findChild<QLabel *>(u"entryProblem"_s);
        QTRY_COMPARE(problem->text(), u"There is no table payment"_s);
        QVERIFY(saveScreenshot(*f->dialog(), u"vocabulary-metric-form"_s));
        f.server->on(u"vocabulary.check"_s, QJsonObject{{u"issues"_s, QJsonArray()}});
        f->type("metricOperand", u"payments.amount"_s);
        QTRY_COMPARE(problem->text(), QString());
        f->press("entryDone");
        QTRY_VERIFY(!f->dialog());
        QVERIFY(f->find<QWidget>("vocabularyFooter")->isVisible());
        QCOMPARE(f->find<QTabWidget>("vocabularyTabs")->tabText(1), u"Metrics (4)"_s);
        f->find<QLineEdit>("vocabularyNote")->setText(u"Treasury asked"_s);
        QTRY_VERIFY(f->find<QPushButton>("vocabularySave")->isEnabled());
        QVERIFY(saveScreenshot(f->widget, u"vocabulary-unsaved"_s));
        f->press("vocabularySave");
        QTRY_COMPARE(f.saved.value(u"baseRevision"_s).toInt(), 3);
        QCOMPARE(f.saved.value(u"note"_s).toString(), u"Treasury asked"_s);
        QCOMPARE(f.saved[u"vocabulary"_s][u"metrics"_s].toArray().last()[u"filters"_s][0][u"values"_s][0].toString(),
                 u"cash"_s);
        QTRY_VERIFY(!f->find<QWidget>("vocabularyFooter")->isVisible());
        QVERIFY(f->notice().contains(u"Saved"));
    }

    void aFormulaThatCannotBeReadStaysInTheForm()
    {
        Fake f(*m_theme);
        f.waitUntilLoaded();
        f->find<QTabWidget>("vocabularyTabs")->setCurrentIndex(1);
        f->press("entryAdd-metrics");
        QTRY_VERIFY(f->dialog());
        f->type("metricName", u"odd"_s);
        f->type("metricOperand", u"(SELECT 1)"_s);
        f->press("entryDone");
        QVERIFY(f->dialog()->findChild<QLabel *>(u"entryProblem"_s)->text().contains(u"table.column"));
        QVERIFY(!f->widget.hasUnsavedChanges());
    }

    void anEntryIsChangedAndRemovedByKeyboard()
    {
        Fake f(*m_theme);
        f.waitUntilLoaded();
        auto *table = f->find<QTableView>("entries-synonyms");
        table->setFocus();
        table->selectRow(0);
        QTest::keyClick(table, Qt::Key_Return);
        QTRY_VERIFY(f->dialog());
        QCOMPARE(f->dialog()->findChild<QLineEdit *>(u"wordPhrase"_s)->text(), u"client"_s);
        f->type("wordPhrase", u"shopper"_s);
        QTest::keyClick(f->dialog(), Qt::Key_Return);
        QTRY_VERIFY(!f->dialog());
        QCOMPARE(table->model()->index(0, 0).data().toString(), u"shopper"_s);
        table->setFocus();
        table->selectRow(1);
        QTest::keyClick(table, Qt::Key_Delete);
        QCOMPARE(table->model()->rowCount(), 3);
        f->press("vocabularyDiscard");
        QCOMPARE(table->model()->rowCount(), 4);
        QVERIFY(!f->widget.hasUnsavedChanges());
    }

    void namesAreCompletedFromWhatTheServerFinds()
    {
        Fake f(*m_theme);
        f.waitUntilLoaded();
        QJsonObject asked;
        f.server->on(u"databases.schema"_s, FakeServer::Answer([&](const QJsonObject &params) {
                         asked = params;
                         const QJsonObject column{{u"name"_s, u"city"_s},  {u"databaseType"_s, u"text"_s},
                                                  {u"role"_s, u"place"_s}, {u"description"_s, u""_s},
                                                  {u"type"_s, u"text"_s},  {u"unit"_s, u""_s}};
                         const QJsonObject table{{u"schema"_s, u""_s},    {u"name"_s, u"customers"_s},
                                                 {u"kind"_s, u"table"_s}, {u"description"_s, u""_s},
                                                 {u"comment"_s, u""_s},   {u"columns"_s, QJsonArray{column}}};
                         return QJsonValue(
                             QJsonObject{{u"organizationKind"_s, u"retail"_s}, {u"tables"_s, QJsonArray{table}}});
                     }));
        f->press("entryAdd-synonyms");
        QTRY_VERIFY(f->dialog());
        auto *line = f->dialog()->findChild<QLineEdit *>(u"wordPlace"_s);
        line->setFocus();
        QTest::keyClicks(line, u"cust"_s);
        auto *completer = line->findChild<PlaceCompleter *>();
        QTRY_COMPARE(completer->suggestions().stringList(), (QStringList{u"customers"_s, u"customers.city"_s}));
        QCOMPARE(asked.value(u"search"_s).toString(), u"cust"_s);
        QVERIFY(asked.value(u"limit"_s).toInt() <= 50); // a few, however many tables there are
        Q_EMIT completer->findChild<QCompleter *>()->activated(u"customers.city"_s);
        QCOMPARE(line->text(), u"customers.city"_s);
    }

    void whatDoesNotFitIsMarkedAndCannotBeSaved()
    {
        Fake f(*m_theme, example(),
               QJsonArray{issue(u"vocabulary.synonyms[1].means.table"_s, u"there is no table employees"_s)});
        f.waitUntilLoaded();
        auto *table = f->find<QTableView>("entries-synonyms");
        QVERIFY(table->model()->index(1, 0).data(EntryModel::IssueRole).toString().contains(u"employees"));
        QVERIFY(f->find<QLabel>("entryIssue-synonyms")->isVisible());
        table->selectRow(1);
        QCOMPARE(f->find<QLabel>("entryIssue-synonyms")->text(), u"There is no table employees"_s);
        QTest::qWait(20);
        QVERIFY(saveScreenshot(f->widget, u"vocabulary-issue"_s));
        f->press("entryRemove-synonyms");
        QTRY_VERIFY(f->find<QPushButton>("vocabularySave")->isEnabled());
    }

    void whoMayNotManageDatabasesReadsOnly()
    {
        Fake f(*m_theme);
        QJsonObject attached = attachedJson();
        QJsonObject organization = organizationJson();
        organization[u"role"_s] = u"viewer"_s;
        attached[u"organization"_s] = organization;
        f.server->on(u"auth.attach"_s, QJsonValue(attached));
        f.waitUntilLoaded();
        for (const char *name : {"entryAdd-synonyms", "entryEdit-synonyms", "entryRemove-synonyms", "vocabularyImport"})
            QVERIFY2(!f->find<QPushButton>(name)->isVisible(), name);
        QVERIFY(f->find<QPushButton>("vocabularyExport")->isVisible());
        QVERIFY(f->find<QTableView>("entries-synonyms")->isVisible());
    }

    void everyControlHasAName()
    {
        Fake f(*m_theme);
        f.waitUntilLoaded();
        auto *tabs = f->find<QTabWidget>("vocabularyTabs");
        for (int i = 0; i < 5; ++i) {
            tabs->setCurrentIndex(i);
            const auto buttons = tabs->currentWidget()->findChildren<QPushButton *>();
            for (QPushButton *button : buttons) {
                if (button->objectName().startsWith(u"entryAdd"))
                    button->click();
            }
            QTRY_VERIFY(f->dialog());
            QStringList nameless = namelessControls(*f->dialog());
            QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
            QTest::qWait(20);
            QVERIFY(saveScreenshot(*f->dialog(), u"vocabulary-form-%1"_s.arg(i)));
            f->dialog()->reject();
            QTRY_VERIFY(!f->dialog());
        }
        const QStringList nameless = namelessControls(f->widget);
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
    }

    void modelsKeepTheirPromises()
    {
        Session session(std::make_unique<FakeServer>());
        VocabularyDraft draft(session);
        EntryModel entries(draft, VocabularySection::Metrics);
        const QAbstractItemModelTester entryTester(&entries, QAbstractItemModelTester::FailureReportingMode::QtTest);
        draft.setVocabulary(example());
        QCOMPARE(entries.rowCount(), 3);
        draft.setVocabulary({});
        QCOMPARE(entries.rowCount(), 0);
        HistoryModel history;
        const QAbstractItemModelTester historyTester(&history, QAbstractItemModelTester::FailureReportingMode::QtTest);
        history.append({{2, u"Ada"_s, {}, {}, u"x"_s}, {1, u"Ada"_s, {}, {}, u"y"_s}});
        QCOMPARE(history.rowCount(), 2);
        history.clear();
        QCOMPARE(history.rowCount(), 0);
    }

    /// Through the real server: two people, a file, and the way back.
    void twoPeopleAFileAndTheWayBack()
    {
        RunningServer server;
        const api::SignedIn owner = server.organization(u"Editors"_s);
        const QString database = server.connectShop(owner.accessToken);
        QUrl url = server.url(u"/rpc"_s);
        url.setScheme(u"ws"_s);
        auto transport = std::make_unique<WebSocketTransport>(WebSocketTransport::CertificateJudge());
        Bench bench(*m_theme, std::move(transport));
        bench.open(url, owner, *ConnectionId::fromString(database));
        QTRY_COMPARE(bench.find<QLabel>("vocabularyState")->text(), u"Nothing was saved yet."_s);

        bench.press("entryFirst-synonyms");
        QTRY_VERIFY(bench.dialog());
        bench.type("wordPhrase", u"client"_s);
        bench.type("wordPlace", u"customerz"_s);
        auto *problem = bench.dialog()->findChild<QLabel *>(u"entryProblem"_s);
        QTRY_VERIFY(problem->text().contains(u"customerz"));
        bench.type("wordPlace", u"customers"_s);
        QTRY_COMPARE(problem->text(), QString());
        bench.press("entryDone");
        QTRY_VERIFY(bench.find<QPushButton>("vocabularySave")->isEnabled());

        // Somebody else is quicker.
        const QString path = u"tenant/databases/"_s + database + u"/vocabulary";
        const RestReply other = server.rest(
            "PUT", path, owner.accessToken,
            {{"baseRevision", 0},
             {"vocabulary",
              {{"synonyms", boost::json::array{{{"phrase", "purchase"}, {"means", {{"table", "orders"}}}}}}}}});
        QCOMPARE(other.status, 200);
        bench.press("vocabularySave");
        QTRY_VERIFY(bench.find<QWidget>("conflict")->isVisible());
        QVERIFY(!bench.find<QPushButton>("vocabularySave")->isEnabled());
        QVERIFY(saveScreenshot(bench.widget, u"vocabulary-conflict"_s));
        bench.press("conflictRebase");
        QTRY_COMPARE(bench.find<QTabWidget>("vocabularyTabs")->tabText(0), u"Words (2)"_s);
        QVERIFY(bench.widget.hasUnsavedChanges());
        QTRY_VERIFY(bench.find<QPushButton>("vocabularySave")->isEnabled());
        bench.press("vocabularySave");
        QTRY_VERIFY(bench.find<QLabel>("vocabularyState")->text().contains(u"Revision 2"));

        const QString file = bench.directory.filePath(u"words.json"_s);
        bench.widget.chooseFileToExport = [&](const QString &) { return file; };
        bench.widget.chooseFileToImport = [&] { return file; };
        bench.press("vocabularyExport");
        QTRY_VERIFY(QFile::exists(file));

        bench.find<QTabWidget>("vocabularyTabs")->setCurrentIndex(5);
        auto *history = bench.find<QTableView>("history");
        QTRY_COMPARE(history->model()->rowCount(), 2);
        history->selectRow(1);
        QTRY_VERIFY(bench.find<QPushButton>("historyRestore")->isEnabled());
        bench.press("historyRestore");
        QTRY_COMPARE(bench.find<QTabWidget>("vocabularyTabs")->tabText(0), u"Words (1)"_s);
        QTRY_COMPARE(history->model()->rowCount(), 3);

        bench.press("vocabularyImport");
        QTRY_COMPARE(bench.find<QTabWidget>("vocabularyTabs")->tabText(0), u"Words (2)"_s);
        QVERIFY(bench.notice().contains(u"Imported"));
        QFile damaged(file);
        QVERIFY(damaged.open(QIODevice::WriteOnly | QIODevice::Truncate));
        damaged.write("{}");
        damaged.close();
        bench.press("vocabularyImport");
        QTRY_VERIFY(!bench.notice().contains(u"Imported"));
        QCOMPARE(bench.find<QTabWidget>("vocabularyTabs")->tabText(0), u"Words (2)"_s);
    }
};

static const bool registered = tabletalk::test::add<TestVocabularyPanel>();
#include "tst_VocabularyPanel.moc"
