// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/webhooks/WebhooksCard.h"

#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/tenant/TextTableModel.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ButtonHold.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTableView>

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr int eventsInARow = 4;
constexpr int mostLines = 8;
constexpr int logShown = 50;

QString joined(const std::vector<QString> &texts)
{
    return QStringList(texts.begin(), texts.end()).join(QStringLiteral(", "));
}

QString stateText(const api::WebhookDelivery &delivery)
{
    if (delivery.state == u"delivered")
        return WebhooksCard::tr("taken");
    if (delivery.state == u"failed")
        return WebhooksCard::tr("given up");
    return delivery.attempts == 0 ? WebhooksCard::tr("on its way") : WebhooksCard::tr("will be tried again");
}

void widenFirst(QTableView *table)
{
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
}

} // namespace

WebhooksCard::WebhooksCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new TextTableModel({tr("Address"), tr("Events"), tr("State"), tr("Waiting"), tr("Given up")}, this))
    , m_logModel(
          new TextTableModel({tr("What went wrong"), tr("When"), tr("Event"), tr("State"), tr("Attempts")}, this))
    , m_details(new QWidget(this))
{
    setObjectName(QStringLiteral("webhooksCard"));
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    inside->addWidget(makeLabel(tr("Webhooks"), TextStyle::Heading, false, this));
    QLabel *about = makeLabel(tr("Programs of yours that are told of events. Messages are signed and tell figures, "
                                 "never what was asked."),
                              TextStyle::Body, true, this);
    about->setWordWrap(true);
    inside->addWidget(about);
    m_table = makeTable(QStringLiteral("webhooks"), tr("Webhooks"), m_model, this);
    widenFirst(m_table);
    inside->addWidget(m_table);
    inside->addLayout(buildButtons());
    buildLog(inside);
    inside->addWidget(makeSeparator(this));
    buildNew(inside);
    buildSecret(inside);
    m_notice = new Notice(this);
    inside->addWidget(m_notice);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        updateButtons();
        loadLog();
    });
    updateButtons();
}

QBoxLayout *WebhooksCard::buildButtons()
{
    auto *row = new QHBoxLayout;
    m_test = makeButton(QStringLiteral("testWebhook"), tr("Send a test"), ButtonKind::Plain, this);
    m_pause = makeButton(QStringLiteral("pauseWebhook"), tr("Pause"), ButtonKind::Plain, this);
    m_newSecret = makeButton(QStringLiteral("newWebhookSecret"), tr("New secret"), ButtonKind::Plain, this);
    m_newSecret->setToolTip(tr("Messages are signed with the old one, too, for a day."));
    m_remove = makeButton(QStringLiteral("removeWebhook"), tr("Delete"), ButtonKind::Danger, this);
    for (QPushButton *button : {m_test, m_pause, m_newSecret, m_remove})
        row->addWidget(button);
    row->addStretch();
    connect(m_test, &QPushButton::clicked, this, [this] {
        if (const api::Webhook *webhook = chosen())
            m_context.session.call<api::WebhookDelivery>(
                "webhooks.test", api::WebhookRequest{webhook->id}, this,
                [this, sent = ButtonHold::on(m_test)](const Result<api::WebhookDelivery> &answer) {
                    afterDelivery(answer);
                });
    });
    connect(m_newSecret, &QPushButton::clicked, this, [this] {
        if (const api::Webhook *webhook = chosen())
            m_context.session.call<api::WebhookWithSecret>(
                "webhooks.rotateSecret", api::WebhookRequest{webhook->id}, this,
                [this, sent = ButtonHold::on(m_newSecret)](const Result<api::WebhookWithSecret> &answer) {
                    showSecret(answer);
                });
    });
    connect(m_pause, &QPushButton::clicked, this, &WebhooksCard::toggleActive);
    connect(m_remove, &QPushButton::clicked, this, &WebhooksCard::remove);
    return row;
}

void WebhooksCard::buildLog(QBoxLayout *column)
{
    auto *inside = new QVBoxLayout(m_details);
    inside->setContentsMargins(0, 0, 0, 0);
    m_log = makeTable(QStringLiteral("webhookLog"), tr("Messages to this address"), m_logModel, m_details);
    widenFirst(m_log);
    inside->addWidget(m_log);
    m_replay = makeButton(QStringLiteral("replayDelivery"), tr("Send once more"), ButtonKind::Quiet, m_details);
    inside->addWidget(m_replay, 0, Qt::AlignLeft);
    column->addWidget(m_details);
    m_details->hide();
    connect(m_log->selectionModel(), &QItemSelectionModel::selectionChanged, this, &WebhooksCard::updateButtons);
    connect(m_replay, &QPushButton::clicked, this, &WebhooksCard::replay);
}

void WebhooksCard::buildNew(QBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::medium);
    m_url = makeField(QStringLiteral("webhookUrl"), tr("Address of the new webhook"), this);
    m_url->setPlaceholderText(QStringLiteral("https://example.org/tabletalk"));
    row->addWidget(m_url, 1);
    m_create = makeButton(QStringLiteral("createWebhook"), tr("Add"), ButtonKind::Primary, this);
    row->addWidget(m_create);
    column->addLayout(row);
    m_eventGrid = new QGridLayout;
    m_eventGrid->setColumnStretch(eventsInARow, 1);
    column->addLayout(m_eventGrid);
    connect(m_url, &QLineEdit::textChanged, this, &WebhooksCard::updateButtons);
    connect(m_url, &QLineEdit::returnPressed, m_create, &QPushButton::click);
    connect(m_create, &QPushButton::clicked, this, &WebhooksCard::create);
}

void WebhooksCard::buildSecret(QBoxLayout *column)
{
    m_shown = new QWidget(this);
    auto *inside = new QVBoxLayout(m_shown);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->addWidget(makeLabel(tr("Copy the secret now: it is not shown again."), TextStyle::Body, false, m_shown));
    auto *row = new QHBoxLayout;
    m_secret = makeField(QStringLiteral("webhookSecret"), tr("Secret that messages are signed with"), m_shown);
    m_secret->setReadOnly(true);
    row->addWidget(m_secret, 1);
    auto *copy =
        makeButton(QStringLiteral("copySecret"), tr("Copy"), ButtonKind::Plain, m_shown, QStringLiteral("copy"));
    row->addWidget(copy);
    auto *done = makeButton(QStringLiteral("hideSecret"), tr("Done"), ButtonKind::Quiet, m_shown);
    row->addWidget(done);
    inside->addLayout(row);
    m_shown->hide();
    column->addWidget(m_shown);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_secret->text()); });
    connect(done, &QPushButton::clicked, this, [this] {
        m_shown->hide();
        m_secret->clear();
    });
}

void WebhooksCard::reload()
{
    m_context.session.call<api::WebhookList>("webhooks.list", api::Empty{}, this,
                                             [this](const Result<api::WebhookList> &answer) {
                                                 if (!answer)
                                                     return m_notice->show(answer.error());
                                                 take(*answer);
                                             });
}

void WebhooksCard::take(const api::WebhookList &list)
{
    if (m_events.empty()) {
        for (const QString &event : list.catalogue) {
            auto *box = new QCheckBox(event, this);
            box->setObjectName(QStringLiteral("webhookEvent_") + event);
            box->setProperty("event", event);
            box->setChecked(true);
            connect(box, &QCheckBox::toggled, this, &WebhooksCard::updateButtons);
            m_eventGrid->addWidget(box, int(m_events.size()) / eventsInARow, int(m_events.size()) % eventsInARow);
            m_events.push_back(box);
        }
    }
    const int row = chosenRow(m_table);
    m_webhooks = list.items;
    const QLocale locale;
    std::vector<TextTableModel::Row> rows;
    for (const api::Webhook &webhook : m_webhooks)
        rows.push_back({webhook.id.toString(),
                        {webhook.url, joined(webhook.events), webhook.active ? tr("active") : tr("paused"),
                         locale.toString(webhook.waiting), locale.toString(webhook.failed)}});
    m_table->setVisible(!rows.empty());
    m_model->setRows(std::move(rows));
    fitTable(m_table, mostLines);
    if (row >= 0 && size_t(row) < m_webhooks.size())
        m_table->selectRow(row);
    updateButtons();
}

const api::Webhook *WebhooksCard::chosen() const
{
    const int row = chosenRow(m_table);
    return row >= 0 && size_t(row) < m_webhooks.size() ? &m_webhooks[size_t(row)] : nullptr;
}

std::vector<QString> WebhooksCard::wantedEvents() const
{
    std::vector<QString> events;
    for (const QCheckBox *box : m_events) {
        if (box->isChecked())
            events.push_back(box->property("event").toString());
    }
    return events;
}

void WebhooksCard::updateButtons()
{
    const api::Webhook *webhook = chosen();
    for (QPushButton *button : {m_test, m_pause, m_newSecret, m_remove})
        button->setEnabled(webhook != nullptr);
    m_pause->setText(webhook && !webhook->active ? tr("Go on") : tr("Pause"));
    m_details->setVisible(webhook != nullptr);
    m_replay->setEnabled(chosenRow(m_log) >= 0);
    m_create->setEnabled(!m_url->text().trimmed().isEmpty() && !wantedEvents().empty());
}

void WebhooksCard::create()
{
    if (!m_create->isEnabled())
        return;
    m_context.session.call<api::WebhookWithSecret>(
        "webhooks.create", api::CreateWebhookRequest{m_url->text().trimmed(), wantedEvents()}, this,
        [this, sent = ButtonHold::on(m_create)](const Result<api::WebhookWithSecret> &answer) {
            if (answer)
                m_url->clear();
            showSecret(answer);
        });
}

void WebhooksCard::showSecret(const Result<api::WebhookWithSecret> &answer)
{
    if (!answer)
        return m_notice->show(answer.error());
    m_notice->hide();
    m_secret->setText(answer->secret);
    m_secret->setCursorPosition(0);
    m_shown->show();
    m_secret->setFocus();
    m_secret->selectAll();
    reload();
}

void WebhooksCard::toggleActive()
{
    const api::Webhook *webhook = chosen();
    if (!webhook)
        return;
    api::UpdateWebhookRequest request;
    request.id = webhook->id;
    request.active = !webhook->active;
    m_context.session.call<api::Webhook>("webhooks.update", request, this, [this](const Result<api::Webhook> &answer) {
        if (!answer)
            return m_notice->show(answer.error());
        reload();
    });
}

void WebhooksCard::remove()
{
    const api::Webhook *webhook = chosen();
    if (!webhook
        || !confirm(this, tr("Delete this webhook?"), tr("%1 is told nothing more.").arg(webhook->url), tr("Delete")))
        return;
    m_context.session.call<api::Empty>("webhooks.delete", api::WebhookRequest{webhook->id}, this,
                                       [this](const Result<api::Empty> &answer) {
                                           if (!answer)
                                               return m_notice->show(answer.error());
                                           reload();
                                       });
}

void WebhooksCard::loadLog()
{
    const api::Webhook *webhook = chosen();
    if (!webhook)
        return;
    m_context.session.call<api::WebhookDeliveryList>(
        "webhooks.deliveries", api::WebhookDeliveriesRequest{webhook->id, logShown, {}}, this,
        [this, id = webhook->id](const Result<api::WebhookDeliveryList> &answer) {
            const api::Webhook *now = chosen();
            if (!answer)
                return m_notice->show(answer.error());
            if (now && now->id == id)
                takeLog(*answer);
        });
}

void WebhooksCard::takeLog(const api::WebhookDeliveryList &log)
{
    std::vector<TextTableModel::Row> rows;
    for (const api::WebhookDelivery &delivery : log.items)
        rows.push_back({delivery.id.toString(),
                        {delivery.problem.value_or(QStringLiteral("–")), momentText(delivery.createdAt), delivery.event,
                         stateText(delivery), QString::number(delivery.attempts)}});
    m_logModel->setRows(std::move(rows));
    fitTable(m_log, mostLines);
    updateButtons();
}

void WebhooksCard::replay()
{
    const api::Webhook *webhook = chosen();
    const auto delivery = DeliveryId::fromString(m_logModel->idAt(chosenRow(m_log)));
    if (webhook && delivery)
        m_context.session.call<api::WebhookDelivery>(
            "webhooks.replay", api::ReplayRequest{webhook->id, *delivery}, this,
            [this, sent = ButtonHold::on(m_replay)](const Result<api::WebhookDelivery> &answer) {
                afterDelivery(answer);
            });
}

void WebhooksCard::afterDelivery(const Result<api::WebhookDelivery> &answer)
{
    if (!answer)
        return m_notice->show(answer.error());
    m_notice->show(Notice::Kind::Success, tr("It is on its way."));
    loadLog();
}

} // namespace tabletalk::ui
