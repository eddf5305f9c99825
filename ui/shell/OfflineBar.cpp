// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/OfflineBar.h"

#include "ui/session/Pins.h"
#include "ui/session/Servers.h"
#include "ui/shell/OfflineGuard.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/widgets/Announcer.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QPushButton>

namespace tabletalk::ui {

namespace {

constexpr std::chrono::milliseconds patience{700};
constexpr std::chrono::milliseconds tick{500};

} // namespace

OfflineBar::OfflineBar(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_guard(new OfflineGuard(*parent->window()))
    , m_notice(new Notice(this))
    , m_retry(makeButton(QStringLiteral("offlineRetry"), tr("&Try now"), ButtonKind::Plain, this,
                         QStringLiteral("refresh")))
    , m_local(makeButton(QStringLiteral("offlineLocal"), tr("&Work on this computer"), ButtonKind::Plain, this,
                         QStringLiteral("home")))
    , m_review(makeButton(QStringLiteral("certificateReview"), tr("&Compare certificates…"), ButtonKind::Danger, this,
                          QStringLiteral("shield")))
{
    setObjectName(QStringLiteral("offlineBar"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::huge, space::medium, space::huge, 0);
    row->setSpacing(space::small);
    row->addWidget(m_notice, 1);
    for (QPushButton *button : {m_review, m_retry, m_local})
        m_notice->addButton(button);
    hide();
    m_delay.setSingleShot(true);
    connect(&m_delay, &QTimer::timeout, this, &OfflineBar::appear);
    connect(&m_tick, &QTimer::timeout, this, &OfflineBar::refresh);
    connect(m_retry, &QPushButton::clicked, &context.session, &Session::retryNow);
    connect(m_local, &QPushButton::clicked, &context.servers, &Servers::useLocal);
    connect(m_review, &QPushButton::clicked, this, &OfflineBar::review);
    connect(&context.session, &Session::stateChanged, this, &OfflineBar::onState);
    connect(&context.session, &Session::connectionLost, this, [this](const Problem &why, std::chrono::milliseconds) {
        m_why = why;
        if (isVisible())
            refresh();
    });
    connect(&context.session, &Session::certificateChanged, this, [this](const CertificateChange &change) {
        const bool isSaid = !isHidden() && m_certificate && m_certificate->now == change.now;
        m_certificate = change;
        if (!isSaid) // each attempt meets it again
            appear();
    });
    connect(&context.servers, &Servers::changed, this, &OfflineBar::refresh);
}

void OfflineBar::onState(Session::State state)
{
    switch (state) {
    case Session::State::Waiting:
        if (!isVisible() && !m_delay.isActive())
            m_delay.start(patience);
        break;
    case Session::State::Connecting:
        refresh(); // an attempt is under way; whether it is over, the next state says
        break;
    case Session::State::Unfit:
        m_why = m_context.session.unfitBecause();
        appear();
        break;
    case Session::State::Idle:
    case Session::State::SignedOut:
    case Session::State::Ready:
        clear();
        break;
    }
}

void OfflineBar::clear()
{
    m_delay.stop();
    m_tick.stop();
    m_why.reset();
    m_certificate.reset();
    m_guard->end();
    hide();
}

void OfflineBar::appear()
{
    const Session::State state = m_context.session.state();
    if (state == Session::State::Ready || state == Session::State::SignedOut)
        return;
    show();
    m_guard->begin(tr("Not while there is no connection to %1.").arg(m_context.servers.name()));
    m_tick.start(tick);
    refresh();
    announce(*this, text());
}

void OfflineBar::refresh()
{
    if (isHidden())
        return;
    const Session &session = m_context.session;
    m_review->setVisible(m_certificate.has_value());
    m_retry->setVisible(!m_certificate && session.state() != Session::State::Unfit);
    m_retry->setEnabled(session.state() == Session::State::Waiting);
    m_local->setVisible(!m_context.servers.isLocal() && m_context.servers.hasLocal());
    const QString server = m_context.servers.name();
    const QString why = m_why ? m_why->detail : QString();
    if (m_certificate)
        return showCertificate();
    if (session.state() == Session::State::Unfit)
        return m_notice->show(Notice::Kind::Danger, why, m_why ? m_why->hint : QString());
    const auto seconds = int(std::chrono::ceil<std::chrono::seconds>(session.retryIn()).count());
    const QString title = session.state() == Session::State::Waiting
                              ? tr("Offline: trying %1 again in %n s.", nullptr, seconds).arg(server)
                              : tr("Offline: trying %1…").arg(server);
    m_notice->show(Notice::Kind::Warning, title,
                   why.isEmpty() ? tr("What you see stays, and so does what you typed.")
                                 : tr("%1 What you see stays, and so does what you typed.").arg(why));
}

void OfflineBar::showCertificate()
{
    m_notice->show(Notice::Kind::Danger,
                   tr("The certificate of %1 has changed, and was refused.").arg(m_certificate->server),
                   tr("Accepted before:\n%1\nShown now:\n%2\nSomebody may be listening in between. Ask the server's "
                      "administrator, by another way than this network, whether it was renewed.")
                       .arg(Pins::displayInLines(m_certificate->before), Pins::displayInLines(m_certificate->now)));
}

/// Refusing is what happens by itself and what Return does.
void OfflineBar::review()
{
    if (!m_certificate)
        return;
    const CertificateChange change = *m_certificate;
    const QString question =
        tr("Accept only if the administrator of %1 told you this very fingerprint:\n\n%2\n\nUntil "
           "now it was:\n\n%3")
            .arg(change.server, Pins::displayInLines(change.now), Pins::displayInLines(change.before));
    const bool accepted = confirm(window(), tr("Another certificate"), question, tr("It was renewed: accept"));
    if (!accepted || !m_certificate || m_certificate->now != change.now)
        return;
    Pins().pin(change.server, change.now);
    m_certificate.reset();
    refresh();
    m_context.session.retryNow();
}

QString OfflineBar::text() const
{
    return m_notice->text();
}

} // namespace tabletalk::ui
