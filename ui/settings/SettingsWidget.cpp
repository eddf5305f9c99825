// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/SettingsWidget.h"

#include "ui/session/Pins.h"
#include "ui/session/SecretStore.h"
#include "ui/session/Servers.h"
#include "ui/session/Session.h"
#include "ui/settings/Appearance.h"
#include "ui/settings/Languages.h"
#include "ui/settings/ManagedCard.h"
#include "ui/settings/ServersCard.h"
#include "ui/settings/SharingCard.h"
#include "ui/shell/Messages.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/WindowContext.h"
#include "ui/tenant/PeopleTable.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QUrl>

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr int fieldWidth = 280;
constexpr int labelWidth = 140;
constexpr int markSize = 40;

QFormLayout *addForm(QBoxLayout *inside)
{
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(space::huge);
    form->setVerticalSpacing(space::medium);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    inside->addLayout(form);
    return form;
}

/// The same width in every card, so that what stands behind the labels lines up.
void alignLabels(QWidget &page)
{
    const auto forms = page.findChildren<QFormLayout *>();
    for (const QFormLayout *form : forms) {
        for (int row = 0; row < form->rowCount(); ++row) {
            if (QLayoutItem *label = form->itemAt(row, QFormLayout::LabelRole))
                label->widget()->setMinimumWidth(labelWidth);
        }
    }
}

QString serverKey(const QUrl &url)
{
    return url.host() + u':' + QString::number(url.port());
}

} // namespace

SettingsWidget::SettingsWidget(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(QStringLiteral("settingsPanel"));
    QVBoxLayout *column = nullptr;
    QWidget *page = makePage(tr("Settings"), {}, this, &column);
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    fill->addWidget(page);
    if (!context.servers.managed().isEmpty())
        column->addWidget(new ManagedCard(context.servers.managed(), this));
    buildAppearance(column);
    buildServer(column);
    column->addWidget(new ServersCard(context, this));
    column->addWidget(new SharingCard(context, this));
    buildStorage(column);
    buildAbout(column);
    alignLabels(*this);
    setProperty("focusFirst", QVariant::fromValue<QWidget *>(m_theme));
    column->addStretch();
    connect(&context.session, &Session::stateChanged, this, &SettingsWidget::refresh);
    connect(&context.servers, &Servers::changed, this, &SettingsWidget::refresh);
    connect(&context.secrets, &SecretStore::placeChanged, this, &SettingsWidget::refresh);
    refresh();
}

void SettingsWidget::buildAppearance(QBoxLayout *column)
{
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    inside->addWidget(makeLabel(tr("Appearance"), TextStyle::Heading, false, card));
    auto *form = addForm(inside);
    m_theme = new QComboBox(card);
    m_theme->setObjectName(QStringLiteral("theme"));
    m_theme->setAccessibleName(tr("Colours"));
    m_theme->setMaximumWidth(fieldWidth);
    m_theme->addItem(tr("As the system"), int(ThemeMode::System));
    m_theme->addItem(tr("Light"), int(ThemeMode::Light));
    m_theme->addItem(tr("Dark"), int(ThemeMode::Dark));
    m_theme->addItem(tr("High contrast, light"), int(ThemeMode::ContrastLight));
    m_theme->addItem(tr("High contrast, dark"), int(ThemeMode::ContrastDark));
    m_theme->setCurrentIndex(m_theme->findData(int(m_context.theme.mode())));
    form->addRow(tr("&Colours"), m_theme);
    connect(m_theme, &QComboBox::currentIndexChanged, this, [this] {
        const auto mode = ThemeMode(m_theme->currentData().toInt());
        m_context.theme.setMode(mode);
        saveThemeMode(mode);
    });
    connect(&m_context.theme, &Theme::changed, this,
            [this] { m_theme->setCurrentIndex(m_theme->findData(int(m_context.theme.mode()))); });

    auto *scale = new QComboBox(card);
    scale->setObjectName(QStringLiteral("scale"));
    scale->setAccessibleName(tr("Size of text and controls"));
    scale->setMaximumWidth(fieldWidth);
    scale->addItem(tr("As the system"), 0);
    for (const int percent : {100, 125, 150, 175, 200})
        scale->addItem(tr("%1 %").arg(percent), percent);
    scale->setCurrentIndex(std::max(0, scale->findData(savedScale())));
    form->addRow(tr("Si&ze"), scale);
    connect(scale, &QComboBox::currentIndexChanged, this, [this, scale] {
        saveScale(scale->currentData().toInt());
        m_context.messages.note(tr("The size changes when Tabletalk is started again."));
    });

    auto *language = new QComboBox(card);
    language->setObjectName(QStringLiteral("language"));
    language->setAccessibleName(tr("Language"));
    language->setMaximumWidth(fieldWidth);
    language->addItem(tr("As the system"), QString());
    for (const Language &each : languages())
        language->addItem(each.complete ? each.name : tr("%1 (unfinished)").arg(each.name), each.code);
    language->setCurrentIndex(std::max(0, language->findData(savedLanguage())));
    form->addRow(tr("&Language"), language);
    connect(language, &QComboBox::currentIndexChanged, this, [this, language] {
        saveLanguage(language->currentData().toString());
        m_context.messages.note(tr("The language changes when Tabletalk is started again."));
    });
    column->addWidget(card);
}

void SettingsWidget::buildServer(QBoxLayout *column)
{
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    inside->addWidget(makeLabel(tr("Current server"), TextStyle::Heading, false, card));
    auto *form = addForm(inside);
    m_server = makeLabel({}, TextStyle::Body, false, card);
    m_server->setObjectName(QStringLiteral("currentServer"));
    m_server->setTextInteractionFlags(Qt::TextSelectableByMouse);
    form->addRow(tr("Works with"), m_server);
    m_account = makeLabel({}, TextStyle::Body, false, card);
    form->addRow(tr("Signed in as"), m_account);
    m_useLocal = makeButton(QStringLiteral("useLocal"), tr("Return to this computer"), ButtonKind::Plain, card,
                            QStringLiteral("home"));
    auto *join = makeButton(QStringLiteral("joinFromSettings"), tr("Join a server…"), ButtonKind::Plain, card,
                            QStringLiteral("server"));
    m_signOut = makeButton(QStringLiteral("signOut"), tr("Sign out"), ButtonKind::Plain, card);
    m_forgetPin = makeButton(QStringLiteral("forgetPin"), tr("Forget its certificate"), ButtonKind::Plain, card,
                             QStringLiteral("lock"));
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    for (QPushButton *button : {join, m_useLocal, m_signOut, m_forgetPin})
        row->addWidget(button);
    row->addStretch();
    inside->addLayout(row);
    column->addWidget(card);
    connect(join, &QPushButton::clicked, &m_context.navigator, &Navigator::joinServer);
    connect(m_useLocal, &QPushButton::clicked, &m_context.servers, &Servers::useLocal);
    connect(m_signOut, &QPushButton::clicked, &m_context.servers, &Servers::signOut);
    connect(m_forgetPin, &QPushButton::clicked, this, [this] {
        Pins().forget(serverKey(m_context.session.url()));
        refresh();
        m_context.messages.note(
            tr("The certificate was forgotten. You will be asked about it at the next connection."));
    });
}

void SettingsWidget::buildStorage(QBoxLayout *column)
{
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    inside->addWidget(makeLabel(tr("Storage"), TextStyle::Heading, false, card));
    auto *form = addForm(inside);
    m_secrets = makeLabel({}, TextStyle::Body, false, card);
    m_secrets->setObjectName(QStringLiteral("secretsPlace"));
    m_secrets->setTextInteractionFlags(Qt::TextSelectableByMouse);
    form->addRow(tr("Sign-ins are kept in"), m_secrets);
    m_data = makeLabel({}, TextStyle::Body, false, card);
    m_data->setObjectName(QStringLiteral("dataFolder"));
    m_data->setTextInteractionFlags(Qt::TextSelectableByMouse);
    form->addRow(tr("Data folder"), m_data);
    m_openData = makeButton(QStringLiteral("openData"), tr("Open the data folder"), ButtonKind::Plain, card,
                            QStringLiteral("folder"));
    connect(m_openData, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_context.servers.dataDir())); });
    inside->addWidget(m_openData, 0, Qt::AlignLeft);
    column->addWidget(card);
}

void SettingsWidget::buildAbout(QBoxLayout *column)
{
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    inside->addWidget(makeLabel(tr("About"), TextStyle::Heading, false, card));
    auto *row = new QHBoxLayout;
    row->setSpacing(space::large);
    auto *mark = new QLabel(card);
    mark->setPixmap(programIcon().pixmap(markSize, markSize));
    row->addWidget(mark, 0, Qt::AlignTop);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(space::tiny);
    texts->addWidget(
        makeLabel(tr("Tabletalk %1").arg(QCoreApplication::applicationVersion()), TextStyle::Strong, false, card));
    texts->addWidget(makeLabel(tr("Free software under the GNU General Public License, version 3 or later. "
                                  "Built with Qt %1.")
                                   .arg(QLatin1StringView(qVersion())),
                               TextStyle::Body, true, card));
    auto *updates = makeLabel(tr("This program never looks for updates by itself."), TextStyle::Body, true, card);
    updates->setObjectName(QStringLiteral("noUpdateCheck"));
    texts->addWidget(updates);
    row->addLayout(texts, 1);
    inside->addLayout(row);
    column->addWidget(card);
}

void SettingsWidget::refresh()
{
    const Session &session = m_context.session;
    const bool local = m_context.servers.isLocal();
    m_server->setText(local ? tr("This computer (the server inside this program)") : session.url().toDisplayString());
    m_account->setText(session.isReady() ? tr("%1, %2 of %3")
                                               .arg(session.user().fullName, roleTitle(session.organization().role),
                                                    session.organization().name)
                                         : tr("nobody"));
    m_useLocal->setVisible(!local && m_context.servers.hasLocal());
    m_signOut->setVisible(!local && session.isReady());
    m_forgetPin->setVisible(!local && !Pins().fingerprint(serverKey(session.url())).isEmpty());
    switch (m_context.secrets.place()) {
    case SecretStore::Place::Undecided:
        m_secrets->setText(tr("the system's keychain, if it answers (not needed so far)"));
        break;
    case SecretStore::Place::Keychain:
        m_secrets->setText(tr("the system's keychain"));
        break;
    case SecretStore::Place::File:
        m_secrets->setText(
            tr("a file that only you can read, because no keychain answered: %1").arg(m_context.secrets.filePath()));
        break;
    }
    const QString folder = m_context.servers.dataDir();
    m_data->setText(folder.isEmpty() ? tr("none: this window runs without a server of its own") : folder);
    m_openData->setEnabled(!folder.isEmpty());
}

} // namespace tabletalk::ui
