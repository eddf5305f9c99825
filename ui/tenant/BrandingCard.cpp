// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tenant/BrandingCard.h"

#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QColor>
#include <QFile>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPixmap>
#include <QPushButton>

namespace tabletalk::ui {

namespace {

constexpr int fieldWidth = 420;
constexpr int logoHeight = 64;
constexpr int logoWidth = 200;
constexpr int swatchSize = 20;
constexpr qint64 mostLogoBytes = qint64{256} * 1024; // as the server takes it

QString written(const QLineEdit *field)
{
    return field->text().trimmed().toLower();
}

bool isColor(const QString &text)
{
    return text.isEmpty() || (text.size() == 7 && text.startsWith(u'#') && QColor::isValidColor(text));
}

/// The colour beside its field; nothing where there is none.
void paintSwatch(QLabel *swatch, const QString &color)
{
    QPixmap pixmap(swatchSize, swatchSize);
    pixmap.fill(Qt::transparent);
    if (!color.isEmpty() && isColor(color)) {
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(color));
        constexpr int corner = 4;
        painter.drawRoundedRect(pixmap.rect(), corner, corner);
    }
    swatch->setPixmap(pixmap);
}

QLabel *makeSwatch(QWidget *parent)
{
    auto *swatch = new QLabel(parent);
    swatch->setFixedSize(swatchSize, swatchSize);
    return swatch;
}

} // namespace

BrandingCard::BrandingCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(QStringLiteral("brandingCard"));
    m_chooseFile = [this] {
        return QFileDialog::getOpenFileName(this, tr("Choose a logo"), QString(), tr("Pictures (*.png *.jpg *.jpeg)"));
    };
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    inside->addWidget(makeLabel(tr("Appearance and domain"), TextStyle::Heading, false, this));
    buildLogo(inside);
    buildFields(inside);
    m_notice = new Notice(this);
    inside->addWidget(m_notice);
    m_save = makeButton(QStringLiteral("saveBranding"), tr("Save"), ButtonKind::Primary, this);
    m_save->setAccessibleName(tr("Save colours and domain"));
    m_save->setEnabled(false);
    inside->addWidget(m_save, 0, Qt::AlignLeft);
    connect(m_save, &QPushButton::clicked, this, &BrandingCard::save);
}

void BrandingCard::buildLogo(QBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::medium);
    m_logo = makeLabel({}, TextStyle::Body, true, this);
    m_logo->setObjectName(QStringLiteral("organizationLogo"));
    m_logo->setAccessibleName(tr("Logo"));
    row->addWidget(m_logo);
    auto *choose = makeButton(QStringLiteral("chooseLogo"), tr("Choose a logo…"), ButtonKind::Plain, this);
    row->addWidget(choose);
    m_removeLogo = makeButton(QStringLiteral("removeLogo"), tr("Remove the logo"), ButtonKind::Quiet, this);
    row->addWidget(m_removeLogo);
    row->addStretch();
    column->addLayout(row);
    showNoLogo();
    connect(choose, &QPushButton::clicked, this, &BrandingCard::setLogo);
    connect(m_removeLogo, &QPushButton::clicked, this, &BrandingCard::removeLogo);
}

void BrandingCard::buildFields(QBoxLayout *column)
{
    auto *form = makeForm(this);
    const auto colorRow = [&](const QString &name, const QString &label, const QString &accessible, QLabel **swatch) {
        auto *field = makeField(name, accessible, this);
        field->setPlaceholderText(tr("#rrggbb, or nothing"));
        field->setMaximumWidth(fieldWidth);
        auto *row = new QWidget(this);
        auto *inside = new QHBoxLayout(row);
        inside->setContentsMargins(0, 0, 0, 0);
        inside->addWidget(field);
        *swatch = makeSwatch(row);
        inside->addWidget(*swatch);
        inside->addStretch();
        addRow(form, label, field, row);
        connect(field, &QLineEdit::textChanged, this, &BrandingCard::updateSave);
        return field;
    };
    m_primary = colorRow(QStringLiteral("primaryColor"), tr("&Main colour"), tr("Main colour"), &m_primarySwatch);
    m_accent = colorRow(QStringLiteral("accentColor"), tr("&Accent colour"), tr("Accent colour"), &m_accentSwatch);
    m_domain = makeField(QStringLiteral("customDomain"), tr("Domain of your own"), this);
    m_domain->setPlaceholderText(tr("data.example.org, or nothing"));
    m_domain->setMaximumWidth(fieldWidth);
    addRow(form, tr("&Domain"), m_domain);
    connect(m_domain, &QLineEdit::textChanged, this, &BrandingCard::updateSave);
    m_domainState = makeLabel({}, TextStyle::Body, true, this);
    m_domainState->setObjectName(QStringLiteral("domainState"));
    m_domainState->setWordWrap(true);
    column->addLayout(form);
    column->addWidget(m_domainState);
}

void BrandingCard::setProfile(const api::TenantProfile &profile)
{
    m_profile = profile;
    fillField(m_primary, profile.primaryColor.value_or(QString()));
    fillField(m_accent, profile.accentColor.value_or(QString()));
    fillField(m_domain, profile.customDomain.value_or(QString()));
    const bool hasDomain = !profile.customDomain.value_or(QString()).isEmpty();
    m_domainState->setVisible(hasDomain);
    if (hasDomain)
        m_domainState->setText(profile.domainConfirmed.value_or(false)
                                   ? tr("People who open this domain find your organisation.")
                                   : tr("The domain leads nowhere until the operator of the server has confirmed it."));
    if (profile.hasLogo.value_or(false))
        readLogo();
    else
        showNoLogo();
    updateSave();
}

void BrandingCard::readLogo()
{
    m_context.session.call<api::Logo>("tenant.logo", api::Empty{}, this, [this](const Result<api::Logo> &answer) {
        if (answer)
            showLogo(*answer);
        else
            m_notice->show(answer.error());
    });
}

void BrandingCard::showLogo(const api::Logo &logo)
{
    QPixmap pixmap;
    if (!pixmap.loadFromData(QByteArray::fromBase64(logo.content.toLatin1())))
        return showNoLogo();
    if (pixmap.width() > logoWidth || pixmap.height() > logoHeight)
        pixmap = pixmap.scaled(logoWidth, logoHeight, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    m_logo->setPixmap(pixmap);
    m_removeLogo->setVisible(true);
}

void BrandingCard::showNoLogo()
{
    m_logo->setText(tr("No logo"));
    m_removeLogo->setVisible(false);
}

void BrandingCard::setLogo()
{
    const QString path = m_chooseFile();
    if (path.isEmpty())
        return;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return m_notice->show(Notice::Kind::Danger, tr("The picture cannot be read."), file.errorString());
    if (file.size() > mostLogoBytes)
        return m_notice->show(Notice::Kind::Danger, tr("The picture is too large."),
                              tr("A logo may have %1 KB; make it smaller.").arg(mostLogoBytes / 1024));
    const QString content = QString::fromLatin1(file.readAll().toBase64());
    m_context.session.call<api::Empty>("tenant.setLogo", api::SetLogoRequest{content}, this,
                                       [this, content](const Result<api::Empty> &answer) {
                                           if (!answer)
                                               return m_notice->show(answer.error());
                                           showLogo({QString(), content});
                                           m_notice->show(Notice::Kind::Success, tr("Saved."));
                                       });
}

void BrandingCard::removeLogo()
{
    m_context.session.call<api::Empty>("tenant.removeLogo", api::Empty{}, this,
                                       [this](const Result<api::Empty> &answer) {
                                           if (!answer)
                                               return m_notice->show(answer.error());
                                           showNoLogo();
                                       });
}

void BrandingCard::updateSwatches()
{
    paintSwatch(m_primarySwatch, written(m_primary));
    paintSwatch(m_accentSwatch, written(m_accent));
}

void BrandingCard::updateSave()
{
    updateSwatches();
    const bool sound = isColor(written(m_primary)) && isColor(written(m_accent));
    const bool changed = m_profile
                         && (written(m_primary) != m_profile->primaryColor.value_or(QString())
                             || written(m_accent) != m_profile->accentColor.value_or(QString())
                             || written(m_domain) != m_profile->customDomain.value_or(QString()));
    m_save->setEnabled(sound && changed);
}

void BrandingCard::save()
{
    api::UpdateTenantRequest request;
    request.primaryColor = written(m_primary);
    request.accentColor = written(m_accent);
    request.customDomain = written(m_domain);
    m_save->setEnabled(false);
    m_context.session.call<api::TenantProfile>("tenant.update", request, this,
                                               [this](const Result<api::TenantProfile> &answer) {
                                                   if (!answer) {
                                                       m_notice->show(answer.error());
                                                       updateSave();
                                                       return;
                                                   }
                                                   setProfile(*answer);
                                                   m_notice->show(Notice::Kind::Success, tr("Saved."));
                                                   Q_EMIT profileChanged(*answer);
                                               });
}

} // namespace tabletalk::ui
