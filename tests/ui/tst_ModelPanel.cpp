// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/WindowFixture.h"
#include "ui/chat/OutboundNote.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject settings(const QString &mode, const QString &model, bool hasKey)
{
    return {{u"mode"_s, mode},
            {u"protocol"_s, u"anthropic"_s},
            {u"baseUrl"_s, u"https://api.anthropic.com"_s},
            {u"apiVersion"_s, u""_s},
            {u"model"_s, model},
            {u"embeddingModel"_s, QString()},
            {u"samples"_s, false},
            {u"masked"_s, QJsonArray()},
            {u"userKeys"_s, true},
            {u"monthlyTokens"_s, 2'000'000},
            {u"tokensThisMonth"_s, 482'310},
            {u"questionsSaved"_s, 1'204},
            {u"hasKey"_s, hasKey},
            {u"hasOwnKey"_s, false},
            {u"airGapped"_s, false}};
}

QJsonObject step(const QString &part, bool passed, const QString &detail, const QString &hint = {})
{
    return {{u"part"_s, part}, {u"passed"_s, passed}, {u"detail"_s, detail}, {u"hint"_s, hint}};
}

QJsonObject left(const QString &outcome)
{
    return {{u"at"_s, u"2026-05-05T10:15:00Z"_s},
            {u"person"_s, u"ada@example.org"_s},
            {u"host"_s, u"api.anthropic.com"_s},
            {u"address"_s, u"192.0.2.77"_s},
            {u"model"_s, u"claude-sonnet-4"_s},
            {u"tables"_s, QJsonArray{u"orders"_s, u"customers"_s}},
            {u"columns"_s, 14},
            {u"sampledColumns"_s, QJsonArray{u"orders.status"_s}},
            {u"sampledValues"_s, 3},
            {u"bytesSent"_s, 4'812},
            {u"bytesReceived"_s, 702},
            {u"inputTokens"_s, 1'100},
            {u"outputTokens"_s, 60},
            {u"costMicros"_s, 4'200},
            {u"outcome"_s, outcome}};
}

void fill(FakeServer &server)
{
    for (const QString &list : {u"databases.list"_s, u"chat.databases"_s, u"conversations.list"_s})
        server.on(list, QJsonObject{{u"items"_s, QJsonArray()}});
    server.on(u"model.read"_s, settings(u"auto"_s, u"claude-sonnet-4"_s, true));
    server.on(u"model.listOutbound"_s, FakeServer::Answer([](const QJsonObject &params) -> QJsonValue {
                  if (params.value(u"cursor"_s).isString())
                      return QJsonObject{{u"items"_s, QJsonArray{left(u"model_failed"_s)}}};
                  return QJsonObject{{u"items"_s, QJsonArray{left(u"answered"_s), left(u"answered"_s)}},
                                     {u"nextCursor"_s, u"earlier"_s}};
              }));
    server.on(u"model.update"_s, settings(u"always"_s, u"claude-sonnet-4"_s, true));
    server.on(u"model.saveKey"_s, settings(u"auto"_s, u"claude-sonnet-4"_s, true));
    server.on(
        u"model.check"_s,
        QJsonObject{{u"passed"_s, false},
                    {u"ms"_s, 310},
                    {u"models"_s, QJsonArray()},
                    {u"steps"_s, QJsonArray{step(u"name"_s, true, u"api.anthropic.com"_s),
                                            step(u"connection"_s, true, u"encrypted"_s),
                                            step(u"key"_s, false, u"api.anthropic.com refused the key (status 401)."_s,
                                                 u"Check the key: it may be mistyped or revoked."_s)}}});
    server.on(u"model.findLocal"_s,
              QJsonObject{{u"items"_s, QJsonArray{QJsonObject{{u"name"_s, u"Ollama"_s},
                                                              {u"protocol"_s, u"ollama"_s},
                                                              {u"baseUrl"_s, u"http://127.0.0.1:11434"_s},
                                                              {u"models"_s, QJsonArray{u"qwen3:8b"_s}}}}}});
}

} // namespace

/// The panel of language models against fixed answers.
class TestModelPanel : public QObject
{
    Q_OBJECT

    Theme *m_theme = nullptr;

    static void openPanel(WindowFixture &f)
    {
        f.open();
        fill(*f.server);
        f.window().showPanel(u"models"_s);
        QTRY_COMPARE(f.find<QLineEdit>(u"modelName"_s)->text(), u"claude-sonnet-4"_s);
    }

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void cleanupTestCase() { delete m_theme; }

    void whatWasChosenIsShownAndSavedWhenItChanges()
    {
        WindowFixture f(*m_theme);
        openPanel(f);
        auto *save = f.find<QPushButton>(u"saveModel"_s);
        QVERIFY(!save->isEnabled());
        QVERIFY(f.find<QLabel>(u"modelUse"_s)->text().contains(u"482"_s));
        auto *mode = f.find<QComboBox>(u"modelMode"_s);
        QCOMPARE(mode->currentData().toString(), u"auto"_s);
        mode->setCurrentIndex(mode->findData(u"always"_s));
        QVERIFY(save->isEnabled());
        save->click();
        QTRY_COMPARE(f.server->count(u"model.update"_s), 1);
        const QJsonObject sent = f.server->last(u"model.update"_s);
        QCOMPARE(sent.value(u"mode"_s).toString(), u"always"_s);
        QCOMPARE(sent.value(u"samples"_s).toBool(), false);
        QCOMPARE(sent.value(u"monthlyTokens"_s).toInteger(), 2'000'000);
        QTRY_VERIFY(!save->isEnabled());
    }

    void whatLeftIsListedAndSaidInWords()
    {
        WindowFixture f(*m_theme);
        openPanel(f);
        auto *table = f.find<QTableView>(u"outboundTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 2);
        f.find<QPushButton>(u"moreOutbound"_s)->click();
        QTRY_COMPARE(table->model()->rowCount(), 3);
        QVERIFY(table->model()->index(2, 6).data().toString().contains(u"model_failed"));
        table->selectRow(0);
        const QString details = f.find<QLabel>(u"outboundDetails"_s)->text();
        QVERIFY2(details.contains(u"orders, customers") && details.contains(u"3 values left, of orders.status"),
                 qPrintable(details));
        QVERIFY(!f.find<QPushButton>(u"moreOutbound"_s)->isVisibleTo(&f.window()));
        f.window().resize(1240, 1400);
        QVERIFY(f.picture(f.window(), u"models-outbound"_s));
    }

    void columnsWhoseValuesStayHereAreListed()
    {
        WindowFixture f(*m_theme);
        openPanel(f);
        f.find<QLineEdit>(u"modelMasked"_s)->setText(u"patients.name,  salaries ,"_s);
        f.find<QLineEdit>(u"modelEmbedding"_s)->setText(u" small "_s);
        f.find<QPushButton>(u"saveModel"_s)->click();
        QTRY_COMPARE(f.server->count(u"model.update"_s), 1);
        const QJsonObject sent = f.server->last(u"model.update"_s);
        QCOMPARE(sent.value(u"masked"_s).toArray(), (QJsonArray{u"patients.name"_s, u"salaries"_s}));
        QCOMPARE(sent.value(u"embeddingModel"_s).toString(), u"small"_s);
    }

    void aKeyIsHiddenAndGoneFromTheFieldOnceKept()
    {
        WindowFixture f(*m_theme);
        openPanel(f);
        auto *key = f.find<QLineEdit>(u"modelKey"_s);
        auto *keep = f.find<QPushButton>(u"saveModelKey"_s);
        QCOMPARE(key->echoMode(), QLineEdit::Password);
        QVERIFY(!keep->isEnabled());
        key->setText(u"sk-secret"_s);
        keep->click();
        QTRY_COMPARE(f.server->last(u"model.saveKey"_s).value(u"key"_s).toString(), u"sk-secret"_s);
        QTRY_VERIFY(key->text().isEmpty());
    }

    void anotherProviderBringsItsUsualAddress()
    {
        WindowFixture f(*m_theme);
        openPanel(f);
        auto *protocol = f.find<QComboBox>(u"modelProtocol"_s);
        protocol->setCurrentIndex(protocol->findData(u"gemini"_s));
        Q_EMIT protocol->activated(protocol->currentIndex());
        auto *address = f.find<QLineEdit>(u"modelAddress"_s);
        QCOMPARE(address->text(), u"https://generativelanguage.googleapis.com"_s);
        address->setText(u"https://models.example.org"_s);
        protocol->setCurrentIndex(protocol->findData(u"openai"_s));
        Q_EMIT protocol->activated(protocol->currentIndex());
        QCOMPARE(address->text(), u"https://models.example.org"_s);
    }

    void theSetUpIsCheckedAndWhatToDoIsSaid()
    {
        WindowFixture f(*m_theme);
        openPanel(f);
        f.find<QPushButton>(u"checkModel"_s)->click();
        const auto says = [&](const QString &text) {
            const auto labels = f.window().findChildren<QLabel *>();
            return std::ranges::any_of(labels, [&](const QLabel *label) { return label->text().contains(text); });
        };
        QTRY_VERIFY(says(u"mistyped or revoked"_s));
        f.find<QPushButton>(u"findModels"_s)->click();
        QTRY_VERIFY(f.window().findChild<QPushButton *>(u"useModelServer"_s));
        QVERIFY(f.picture(f.window(), u"models"_s));
        f.find<QPushButton>(u"useModelServer"_s)->click();
        QCOMPARE(f.find<QLineEdit>(u"modelAddress"_s)->text(), u"http://127.0.0.1:11434"_s);
        QCOMPARE(f.find<QLineEdit>(u"modelName"_s)->text(), u"qwen3:8b"_s);
        QVERIFY(f.find<QPushButton>(u"saveModel"_s)->isEnabled());
        QCOMPARE(f.server->count(u"model.update"_s), 0);
    }

    void whatLeftIsToldInWordsAndWhole()
    {
        api::OutboundRecord record;
        record.host = u"models.example.org"_s;
        record.model = u"large"_s;
        record.prompt = u"[user]\nQuestion: how many?"_s;
        record.tables = {u"orders"_s, u"customers"_s};
        record.inputTokens = 900;
        record.costMicros = 12'300;
        const QString text = outboundText({{record}});
        for (const QString &part : {u"models.example.org"_s, u"orders, customers"_s, u"No values of your data"_s,
                                    u"Question: how many?"_s, u"0.0123"_s})
            QVERIFY2(text.contains(part), qPrintable(text));
        record.sampledValues = 3;
        record.sampledColumns = {u"orders.status"_s};
        QVERIFY(outboundText({{record}}).contains(u"orders.status"_s));
    }

    void everyControlHasAName()
    {
        WindowFixture f(*m_theme);
        openPanel(f);
        QCOMPARE(namelessControls(f.window()), QStringList());
    }
};

static const bool registered = tabletalk::test::add<TestModelPanel>();
#include "tst_ModelPanel.moc"
