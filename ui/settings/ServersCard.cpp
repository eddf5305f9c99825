// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/ServersCard.h"

#include "ui/shell/Navigator.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/RowList.h"

#include <QBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr std::chrono::seconds tick{1};

QString addressOf(const ServerStanding &standing)
{
    return standing.isLocal ? ServersCard::tr("the server inside this program")
                            : standing.url.host() + u':' + QString::number(standing.url.port());
}

QStringList wordsOf(const TextTableModel::Row &row)
{
    return QStringList(row.id) + row.cells;
}

} // namespace

ServersCard::ServersCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(QStringLiteral("serversCard"));
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    inside->addWidget(makeLabel(tr("Servers"), TextStyle::Heading, false, this));
    inside->addWidget(
        makeLabel(tr("The window works with one of them at a time. You stay signed in at the others, up to "
                     "%1 of them, and are told when an answer finishes there.")
                      .arg(Servers::mostResting),
                  TextStyle::Body, true, this));
    m_list = new RowList({QStringLiteral("serverList"),
                          tr("Servers"),
                          {tr("Server"), tr("Address"), tr("State")},
                          tr("None yet."),
                          QStringLiteral("noServers")},
                         this);
    inside->addWidget(m_list);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    auto *join = makeButton(QStringLiteral("serverJoin"), tr("&Join a server…"), ButtonKind::Plain, this,
                            QStringLiteral("plus"));
    m_use =
        makeButton(QStringLiteral("serverUse"), tr("&Work with it"), ButtonKind::Plain, this, QStringLiteral("server"));
    m_rename =
        makeButton(QStringLiteral("serverRename"), tr("Re&name…"), ButtonKind::Plain, this, QStringLiteral("edit"));
    m_remove = makeButton(QStringLiteral("serverRemove"), tr("Re&move…"), ButtonKind::Danger, this);
    for (QPushButton *button : {join, m_use, m_rename, m_remove})
        row->addWidget(button);
    row->addStretch();
    inside->addLayout(row);
    connect(join, &QPushButton::clicked, &context.navigator, &Navigator::joinServer);
    connect(m_use, &QPushButton::clicked, this, &ServersCard::use);
    connect(m_rename, &QPushButton::clicked, this, &ServersCard::rename);
    connect(m_remove, &QPushButton::clicked, this, &ServersCard::remove);
    connect(m_list, &RowList::chosenChanged, this, &ServersCard::updateButtons);
    connect(m_list, &RowList::activated, this, &ServersCard::use);
    connect(&context.servers, &Servers::changed, this, &ServersCard::refresh);
    connect(&context.session, &Session::stateChanged, this, &ServersCard::refresh);
    connect(&m_tick, &QTimer::timeout, this, &ServersCard::refresh);
    refresh();
}

void ServersCard::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_tick.start(tick);
    refresh();
}

void ServersCard::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_tick.stop();
}

void ServersCard::refresh()
{
    std::vector<TextTableModel::Row> rows;
    const std::vector<ServerStanding> all = m_context.servers.all();
    rows.reserve(all.size());
    for (const ServerStanding &each : all) {
        QString state = standingText(each);
        if (each.unread > 0)
            state = tr("%1, %n finished", "%1: how it stands", each.unread).arg(state);
        rows.push_back({each.url.toString(),
                        {each.isCurrent ? tr("%1 (now)").arg(each.name) : each.name, addressOf(each), state}});
    }
    // Filled anew only where something is new: a list that begins anew each second is read aloud each second.
    if (!std::ranges::equal(rows, m_rows, {}, wordsOf, wordsOf)) {
        m_rows = rows;
        m_list->setRows(std::move(rows));
    }
    updateButtons();
}

std::optional<ServerStanding> ServersCard::chosen() const
{
    const QString id = m_list->chosenId();
    const std::vector<ServerStanding> all = m_context.servers.all();
    for (const ServerStanding &each : all) {
        if (each.url.toString() == id)
            return each;
    }
    return std::nullopt;
}

void ServersCard::updateButtons()
{
    const auto server = chosen();
    const bool isThere = server && server->isCurrent && server->state != Session::State::SignedOut;
    m_use->setEnabled(server && !isThere);
    m_rename->setEnabled(server && !server->isLocal);
    m_remove->setEnabled(server && !server->isLocal);
}

void ServersCard::use()
{
    if (const auto server = chosen())
        m_context.servers.use(server->url);
}

void ServersCard::rename()
{
    const auto server = chosen();
    if (!server || server->isLocal)
        return;
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(QStringLiteral("renameServer"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Rename the server"));
    dialog->setLabelText(tr("Name of %1; empty: its address").arg(addressOf(*server)));
    dialog->setTextValue(server->name);
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, url = server->url](const QString &name) { m_context.servers.rename(url, name); });
    dialog->open();
}

void ServersCard::remove()
{
    const auto server = chosen();
    if (!server || server->isLocal)
        return;
    const QString text =
        tr("You are signed out there, and its certificate is forgotten. What is stored on the server stays.");
    if (confirm(this, tr("Remove %1?").arg(server->name), text, tr("Remove")))
        m_context.servers.remove(server->url);
}

} // namespace tabletalk::ui
