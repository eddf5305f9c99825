// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/SharingCard.h"

#include "core/api/Members.h"
#include "ui/session/InvitationLink.h"
#include "ui/session/Pins.h"
#include "ui/session/Servers.h"
#include "ui/session/Session.h"
#include "ui/session/Sharing.h"
#include "ui/shell/Messages.h"
#include "ui/shell/Tray.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ButtonHold.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/QrView.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDateTime>
#include <QFontDatabase>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr int fieldWidth = 280;
constexpr int leastPort = 1024;
constexpr int mostPort = 65535;
constexpr size_t guestsNamed = 8;

QString nameOf(const api::SharingGuest &guest)
{
    if (guest.name.isEmpty())
        return SharingCard::tr("a program with an API key (%1)").arg(guest.address);
    return SharingCard::tr("%1 (%2)").arg(guest.name, guest.address);
}

} // namespace

SharingCard::SharingCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(QStringLiteral("sharingCard"));
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    build(inside);
    connect(&context.servers, &Servers::changed, this, &SharingCard::watch);
    connect(&context.session, &Session::stateChanged, this, &SharingCard::refresh);
    watch();
}

void SharingCard::build(QBoxLayout *inside)
{
    inside->addWidget(makeLabel(tr("Share on the network"), TextStyle::Heading, false, this));
    inside->addWidget(
        makeLabel(tr("Others in your network work with your databases, documents and agents, each with an "
                     "account that you invite them to. They connect nothing of their own to this "
                     "computer."),
                  TextStyle::Body, true, this));
    m_switch = new QCheckBox(tr("&Let other computers in"), this);
    m_switch->setObjectName(QStringLiteral("shareSwitch"));
    m_switch->setAccessibleName(tr("Let other computers in"));
    inside->addWidget(m_switch);
    connect(m_switch, &QCheckBox::clicked, this, &SharingCard::apply);
    buildPlace(inside);
    buildStaying(inside);
    m_notice = new Notice(this);
    m_notice->hide();
    inside->addWidget(m_notice);
    m_wayIn = buildWayIn();
    inside->addWidget(m_wayIn);
}

void SharingCard::buildPlace(QBoxLayout *inside)
{
    auto *fields = new QWidget(this);
    QFormLayout *form = makeForm(fields);
    m_choice = new QComboBox(fields);
    m_choice->setObjectName(QStringLiteral("shareAddress"));
    m_choice->setAccessibleName(tr("Network"));
    m_choice->setMaximumWidth(fieldWidth);
    addRow(form, tr("&Network"), m_choice);
    m_port = new QSpinBox(fields);
    m_port->setObjectName(QStringLiteral("sharePort"));
    m_port->setAccessibleName(tr("Port"));
    m_port->setRange(leastPort, mostPort);
    m_port->setGroupSeparatorShown(false);
    m_port->setMaximumWidth(fieldWidth);
    m_port->setKeyboardTracking(false);
    addRow(form, tr("&Port"), m_port);
    inside->addWidget(fields);
    const auto moved = [this] {
        if (m_switch->isChecked())
            apply();
    };
    connect(m_choice, &QComboBox::activated, this, moved);
    connect(m_port, &QSpinBox::valueChanged, this, moved);
}

/// Others rely on the server also when nobody looks at its window.
void SharingCard::buildStaying(QBoxLayout *inside)
{
    m_keep = new QCheckBox(tr("Keep ser&ving when the window is closed"), this);
    m_keep->setObjectName(QStringLiteral("keepServing"));
    m_keep->setAccessibleName(tr("Keep serving when the window is closed"));
    inside->addWidget(m_keep);
    connect(m_keep, &QCheckBox::clicked, this,
            [](bool keep) { saveCloseChoice(keep ? std::optional(CloseChoice::KeepServing) : std::nullopt); });
    m_login = new QCheckBox(tr("Start the server when I &sign in to this computer"), this);
    m_login->setObjectName(QStringLiteral("startAtLogin"));
    m_login->setAccessibleName(tr("Start the server when I sign in to this computer"));
    inside->addWidget(m_login);
    connect(m_login, &QCheckBox::clicked, this, [this](bool on) {
        if (!m_sharing)
            return;
        if (const auto done = m_sharing->setStartsAtLogin(on); !done)
            m_context.messages.report(done.error());
        refresh();
    });
}

/// What others need, and who is there.
QWidget *SharingCard::buildWayIn()
{
    auto *page = new QWidget(this);
    auto *row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::huge);
    auto *column = new QVBoxLayout;
    column->setSpacing(space::medium);
    auto *fields = new QWidget(page);
    QFormLayout *form = makeForm(fields);
    m_address = addCopied(form, QStringLiteral("sharedAddress"), tr("&Address to type"), tr("Address to type"));
    m_others = makeLabel({}, TextStyle::Caption, true, fields);
    m_others->setObjectName(QStringLiteral("sharedOthers"));
    form->addRow(QString(), m_others);
    m_fingerprint = makeLabel({}, TextStyle::Body, false, fields);
    m_fingerprint->setObjectName(QStringLiteral("sharedFingerprint"));
    m_fingerprint->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_fingerprint->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *fingerprintRow = new QWidget(fields);
    auto *fingerprintLine = new QHBoxLayout(fingerprintRow);
    fingerprintLine->setContentsMargins(0, 0, 0, 0);
    fingerprintLine->setSpacing(space::small);
    fingerprintLine->addWidget(m_fingerprint, 1);
    fingerprintLine->addWidget(makeCopyButton(QStringLiteral("sharedFingerprint"), tr("Fingerprint"), fingerprintRow,
                                              [this] { return m_fingerprint->text().remove(u'\n'); }),
                               0, Qt::AlignTop);
    form->addRow(tr("Fingerprint"), fingerprintRow);
    m_guests = makeLabel({}, TextStyle::Body, false, fields);
    m_guests->setObjectName(QStringLiteral("sharedGuests"));
    form->addRow(tr("Connected now"), m_guests);
    column->addWidget(fields);

    m_invite = makeButton(QStringLiteral("shareInvite"), tr("Make an &invitation link"), ButtonKind::Primary, page,
                          QStringLiteral("link"));
    column->addWidget(m_invite, 0, Qt::AlignLeft);
    connect(m_invite, &QPushButton::clicked, this, &SharingCard::invite);
    m_linkRow = new QWidget(page);
    auto *linkColumn = new QVBoxLayout(m_linkRow);
    linkColumn->setContentsMargins(0, 0, 0, 0);
    auto *linkFields = new QWidget(m_linkRow);
    m_link = addCopied(makeForm(linkFields), QStringLiteral("sharedLink"), tr("Lin&k"), tr("Link of the invitation"));
    linkColumn->addWidget(linkFields);
    m_linkNote = makeLabel({}, TextStyle::Caption, true, m_linkRow);
    linkColumn->addWidget(m_linkNote);
    column->addWidget(m_linkRow);
    m_linkRow->hide();
    column->addStretch();
    row->addLayout(column, 1);

    auto *picture = new QVBoxLayout;
    picture->setSpacing(space::tiny);
    m_qr = new QrView(page);
    m_qr->setObjectName(QStringLiteral("sharedQr"));
    m_qrNote = makeLabel({}, TextStyle::Caption, true, page);
    m_qrNote->setAlignment(Qt::AlignHCenter);
    picture->addWidget(m_qr, 0, Qt::AlignHCenter);
    picture->addWidget(m_qrNote);
    picture->addStretch();
    row->addLayout(picture);
    page->hide();
    return page;
}

/// A text to be carried elsewhere, with its button.
QLineEdit *SharingCard::addCopied(QFormLayout *form, const QString &name, const QString &label, const QString &spoken)
{
    auto *row = new QWidget(form->parentWidget());
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::small);
    QLineEdit *field = makeField(name, spoken, row);
    field->setReadOnly(true);
    line->addWidget(field, 1);
    line->addWidget(makeCopyButton(name, spoken, row, [field] { return field->text(); }));
    addRow(form, label, field, row);
    return field;
}

QPushButton *SharingCard::makeCopyButton(const QString &name, const QString &spoken, QWidget *parent,
                                         const std::function<QString()> &text)
{
    QPushButton *copy =
        makeButton(name + QStringLiteral("Copy"), tr("Copy"), ButtonKind::Plain, parent, QStringLiteral("copy"));
    copy->setAccessibleName(tr("Copy: %1").arg(spoken));
    connect(copy, &QPushButton::clicked, this, [this, text] {
        QGuiApplication::clipboard()->setText(text());
        m_context.messages.note(tr("Copied."));
    });
    return copy;
}

/// The server of the program is there a while after the window.
void SharingCard::watch()
{
    Sharing *sharing = m_context.servers.sharing();
    if (sharing != m_sharing) {
        m_sharing = sharing;
        if (m_sharing)
            connect(m_sharing, &Sharing::changed, this, &SharingCard::refresh);
    }
    setVisible(m_sharing);
    refresh();
}

void SharingCard::refresh()
{
    if (!m_sharing)
        return;
    const api::SharingState &state = m_sharing->state();
    const bool busy = m_sharing->isBusy();
    if (!busy)
        showSettings(state);
    for (QWidget *control :
         {static_cast<QWidget *>(m_switch), static_cast<QWidget *>(m_choice), static_cast<QWidget *>(m_port)})
        control->setEnabled(!busy);
    m_keep->setChecked(savedCloseChoice() == CloseChoice::KeepServing);
    const std::optional<bool> atLogin = m_sharing->startsAtLogin();
    m_login->setVisible(atLogin.has_value());
    m_login->setChecked(atLogin.value_or(false));
    if (state.problem && !busy)
        m_notice->show(*state.problem);
    else if (state.listening && state.addresses.empty())
        m_notice->show(Notice::Kind::Warning, tr("This computer is on no network now."),
                       tr("Others can come in as soon as it is."));
    else
        m_notice->hide();
    showWayIn(state);
}

/// The state is told anew now and then, and when somebody comes or goes; what is being typed or chosen stays.
void SharingCard::showSettings(const api::SharingState &state)
{
    m_switch->setChecked(state.settings.on);
    const bool isOther = m_shown != state.settings;
    m_shown = state.settings;
    if (isOther) {
        const QSignalBlocker quiet(m_port);
        m_port->setValue(state.settings.port);
    }
    const QString chosen = isOther ? state.settings.address : m_choice->currentData().toString();
    QStringList texts{tr("All networks of this computer")};
    QStringList addresses{QString()};
    for (const QString &address : state.choices) {
        texts.append(address);
        addresses.append(address);
    }
    if (!addresses.contains(chosen)) {
        texts.append(tr("%1 (not there now)").arg(chosen));
        addresses.append(chosen);
    }
    fillChoices(texts, addresses);
    const QSignalBlocker quiet(m_choice);
    m_choice->setCurrentIndex(int(addresses.indexOf(chosen)));
}

/// Nothing is done to a list that somebody may have unfolded.
void SharingCard::fillChoices(const QStringList &texts, const QStringList &addresses)
{
    bool isSame = m_choice->count() == addresses.size();
    for (int i = 0; isSame && i < m_choice->count(); ++i)
        isSame = m_choice->itemText(i) == texts[i] && m_choice->itemData(i).toString() == addresses[i];
    if (isSame)
        return;
    const QSignalBlocker quiet(m_choice);
    m_choice->clear();
    for (qsizetype i = 0; i < addresses.size(); ++i)
        m_choice->addItem(texts[i], addresses[i]);
}

void SharingCard::showWayIn(const api::SharingState &state)
{
    const bool open = state.listening && !state.addresses.empty();
    m_wayIn->setVisible(open);
    // A link to another port or address than now leads nowhere.
    const auto isBegin = [this](const QString &address) { return m_link->text().startsWith(address + u'/'); };
    if (std::ranges::none_of(state.addresses, isBegin) || !open) {
        m_linkRow->hide();
        m_link->clear();
    }
    if (!open)
        return;
    fillField(m_address, state.addresses.front());
    QStringList others;
    for (const QString &address : state.addresses)
        others.append(address);
    others.removeFirst();
    m_others->setText(tr("Or: %1").arg(others.join(QStringLiteral(", "))));
    static_cast<QFormLayout *>(m_others->parentWidget()->layout())->setRowVisible(m_others, !others.isEmpty());
    m_fingerprint->setText(Pins::displayInLines(state.fingerprint));
    QStringList names;
    for (size_t i = 0; i < state.guests.size() && i < guestsNamed; ++i)
        names.append(nameOf(state.guests[i]));
    if (state.guests.size() > guestsNamed)
        names.append(tr("and %n more", nullptr, int(state.guests.size() - guestsNamed)));
    m_guests->setText(names.isEmpty() ? tr("nobody") : names.join(u'\n'));
    const bool mayInvite = m_context.servers.isLocal() && m_context.session.isReady();
    m_invite->setEnabled(mayInvite);
    m_invite->setToolTip(mayInvite ? QString() : tr("Return to this computer to invite people to it."));
    const bool invited = !m_link->text().isEmpty();
    m_qr->setText(invited ? m_link->text() : InvitationLink::toServer(state.addresses.front(), state.fingerprint));
    m_qr->setAccessibleName(invited ? tr("QR code of the invitation") : tr("QR code of the address"));
    m_qrNote->setText(m_qr->isHidden() ? QString() : invited ? tr("The invitation") : tr("Address and fingerprint"));
}

void SharingCard::apply()
{
    if (!m_sharing || m_sharing->isBusy())
        return;
    api::SharingSettings settings;
    settings.on = m_switch->isChecked();
    settings.address = m_choice->currentData().toString();
    settings.port = m_port->value();
    m_shown.reset(); // what comes of it is shown, whatever was asked
    m_sharing->change(settings);
}

/// For a member; other roles are invited with the organisation's other invitations.
void SharingCard::invite()
{
    api::CreateInvitationRequest request;
    request.role = QStringLiteral("member");
    m_context.session.call<api::CreatedInvitation>(
        "invitations.create", request, this,
        [this, sent = ButtonHold::on(m_invite)](const Result<api::CreatedInvitation> &answer) {
            if (!answer)
                return m_notice->show(answer.error());
            m_link->setText(answer->link);
            m_link->setCursorPosition(0);
            const auto until = QDateTime::fromMSecsSinceEpoch(answer->invitation.expiresAt.msSinceEpoch);
            m_linkNote->setText(tr("Works once, for one person, until %1. They paste it in Tabletalk under “Join a "
                                   "server”. It is shown only now.")
                                    .arg(QLocale().toString(until, QLocale::ShortFormat)));
            m_linkRow->show();
            if (m_sharing)
                showWayIn(m_sharing->state());
        });
}

} // namespace tabletalk::ui
