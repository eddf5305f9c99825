// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ModelCard.h"

#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>

#include <iterator>

namespace tabletalk::ui {

namespace {

constexpr int fieldWidth = 420;
constexpr int mostMillionTokens = 100'000;
constexpr qint64 million = 1'000'000;

struct Provider
{
    const char *protocol;
    const char *name;
    const char *address; ///< where it usually is
};
constexpr Provider providers[] = {
    {"openai", QT_TRANSLATE_NOOP("tabletalk::ui::ModelCard", "OpenAI, or whatever speaks like it"),
     "https://api.openai.com/v1"},
    {"azure", QT_TRANSLATE_NOOP("tabletalk::ui::ModelCard", "Azure OpenAI"), "https://NAME.openai.azure.com"},
    {"anthropic", QT_TRANSLATE_NOOP("tabletalk::ui::ModelCard", "Anthropic"), "https://api.anthropic.com"},
    {"ollama", QT_TRANSLATE_NOOP("tabletalk::ui::ModelCard", "Ollama"), "http://127.0.0.1:11434"},
    {"gemini", QT_TRANSLATE_NOOP("tabletalk::ui::ModelCard", "Google Gemini"),
     "https://generativelanguage.googleapis.com"}};

struct Mode
{
    const char *mode;
    const char *name;
};
constexpr Mode modes[] = {
    {"off", QT_TRANSLATE_NOOP("tabletalk::ui::ModelCard", "Never: the built-in analyst answers alone")},
    {"auto", QT_TRANSLATE_NOOP("tabletalk::ui::ModelCard", "Where the built-in analyst is unsure")},
    {"always", QT_TRANSLATE_NOOP("tabletalk::ui::ModelCard", "Always")}};

bool isUsualAddress(const QString &text)
{
    return std::any_of(std::begin(providers), std::end(providers),
                       [&](const Provider &one) { return text == QLatin1String(one.address); });
}

QString joined(const std::vector<QString> &places)
{
    return QStringList(places.begin(), places.end()).join(QStringLiteral(", "));
}

std::vector<QString> placesIn(const QString &text)
{
    std::vector<QString> places;
    for (const QString &part : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        if (const QString place = part.trimmed(); !place.isEmpty())
            places.push_back(place);
    }
    return places;
}

} // namespace

ModelCard::ModelCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(QStringLiteral("modelCard"));
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    inside->addWidget(makeLabel(tr("Language model"), TextStyle::Heading, false, this));
    QLabel *about =
        makeLabel(tr("Without a model everything works on this server alone. A model is told the question and "
                     "the names of tables and columns; values of your data only if you allow it. What left "
                     "for an answer can be read beside that answer."),
                  TextStyle::Body, true, this);
    about->setWordWrap(true);
    inside->addWidget(about);
    buildFields(inside);
    buildTerms(inside);
    m_notice = new Notice(this);
    inside->addWidget(m_notice);
    m_save = makeButton(QStringLiteral("saveModel"), tr("Save"), ButtonKind::Primary, this);
    m_save->setAccessibleName(tr("Save the model's settings"));
    inside->addWidget(m_save, 0, Qt::AlignLeft);
    connect(m_save, &QPushButton::clicked, this, &ModelCard::save);
    inside->addWidget(makeSeparator(this));
    buildKey(inside);
    alignLabels(this);
    watch();
    updateState();
}

void ModelCard::watch()
{
    for (QComboBox *box : {m_mode, m_protocol})
        connect(box, &QComboBox::currentIndexChanged, this, &ModelCard::updateState);
    connect(m_protocol, &QComboBox::activated, this, &ModelCard::takeDefaults);
    for (QLineEdit *field : {m_address, m_model, m_embedding, m_masked, m_key})
        connect(field, &QLineEdit::textChanged, this, &ModelCard::updateState);
    for (QCheckBox *box : {m_samples, m_userKeys})
        connect(box, &QCheckBox::toggled, this, &ModelCard::updateState);
    connect(m_monthlyTokens, &QSpinBox::valueChanged, this, &ModelCard::updateState);
}

void ModelCard::buildFields(QBoxLayout *column)
{
    auto *form = makeForm(this);
    const auto choice = [this](const char *name, const QString &accessible) {
        auto *box = new QComboBox(this);
        box->setObjectName(QString::fromLatin1(name));
        box->setAccessibleName(accessible);
        box->setMaximumWidth(fieldWidth);
        return box;
    };
    m_mode = choice("modelMode", tr("When the model is asked"));
    for (const Mode &mode : modes)
        m_mode->addItem(tr(mode.name), QString::fromLatin1(mode.mode));
    addRow(form, tr("As&k it"), m_mode);
    m_protocol = choice("modelProtocol", tr("Provider"));
    for (const Provider &provider : providers)
        m_protocol->addItem(tr(provider.name), QString::fromLatin1(provider.protocol));
    addRow(form, tr("&Provider"), m_protocol);
    m_address = makeField(QStringLiteral("modelAddress"), tr("Address of the model's server"), this);
    m_address->setMaximumWidth(fieldWidth);
    addRow(form, tr("&Address"), m_address);
    m_model = makeField(QStringLiteral("modelName"), tr("Name of the model"), this);
    m_model->setPlaceholderText(tr("as the provider calls it"));
    m_model->setMaximumWidth(fieldWidth);
    addRow(form, tr("&Model"), m_model);
    m_embedding =
        makeField(QStringLiteral("modelEmbedding"), tr("Name of the model that makes vectors for search"), this);
    m_embedding->setPlaceholderText(tr("none: the built-in one"));
    m_embedding->setMaximumWidth(fieldWidth);
    addRow(form, tr("Model for &search"), m_embedding);
    column->addLayout(form);
}

void ModelCard::buildTerms(QBoxLayout *column)
{
    m_samples = new QCheckBox(tr("&Values of the data may be sent as examples"), this);
    m_samples->setObjectName(QStringLiteral("modelSamples"));
    m_userKeys = new QCheckBox(tr("People ma&y use keys of their own"), this);
    m_userKeys->setObjectName(QStringLiteral("modelUserKeys"));
    column->addWidget(m_samples);
    auto *form = makeForm(this);
    m_masked = makeField(QStringLiteral("modelMasked"), tr("Columns and tables whose values are never sent"), this);
    m_masked->setPlaceholderText(tr("patients.name, salaries"));
    m_masked->setMaximumWidth(fieldWidth);
    addRow(form, tr("&Never from"), m_masked);
    m_monthlyTokens = new QSpinBox(this);
    m_monthlyTokens->setObjectName(QStringLiteral("modelMonthlyTokens"));
    m_monthlyTokens->setAccessibleName(tr("Most tokens in a month, in millions"));
    m_monthlyTokens->setRange(0, mostMillionTokens);
    m_monthlyTokens->setSpecialValueText(tr("no limit"));
    m_monthlyTokens->setSuffix(tr(" million tokens"));
    m_monthlyTokens->setMaximumWidth(fieldWidth / 2);
    addRow(form, tr("&Limit a month"), m_monthlyTokens);
    column->addLayout(form);
    column->addWidget(m_userKeys);
    m_use = makeLabel({}, TextStyle::Body, true, this);
    m_use->setObjectName(QStringLiteral("modelUse"));
    m_use->setWordWrap(true);
    column->addWidget(m_use);
}

void ModelCard::buildKey(QBoxLayout *column)
{
    m_keyState = makeLabel({}, TextStyle::Body, true, this);
    m_keyState->setObjectName(QStringLiteral("modelKeyState"));
    m_keyState->setWordWrap(true);
    column->addWidget(m_keyState);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::medium);
    m_key = makeField(QStringLiteral("modelKey"), tr("Key of the provider"), this);
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setMaximumWidth(fieldWidth);
    m_key->setPlaceholderText(tr("a new key"));
    addShowToggle(m_key);
    row->addWidget(m_key);
    m_saveKey = makeButton(QStringLiteral("saveModelKey"), tr("Keep the key"), ButtonKind::Plain, this);
    row->addWidget(m_saveKey);
    m_removeKey = makeButton(QStringLiteral("removeModelKey"), tr("Take the key away"), ButtonKind::Quiet, this);
    row->addWidget(m_removeKey);
    row->addStretch();
    column->addLayout(row);
    connect(m_saveKey, &QPushButton::clicked, this, [this] { saveKey(false); });
    connect(m_removeKey, &QPushButton::clicked, this, [this] { saveKey(true); });
}

void ModelCard::reload()
{
    m_context.session.call<api::ModelSettings>("model.read", api::Empty{}, this,
                                               [this](const Result<api::ModelSettings> &answer) {
                                                   if (answer)
                                                       take(*answer);
                                                   else
                                                       m_notice->show(answer.error());
                                               });
}

void ModelCard::take(const api::ModelSettings &settings)
{
    m_settings.reset(); // what follows is no change of somebody's
    m_mode->setCurrentIndex(std::max(0, m_mode->findData(settings.mode)));
    m_protocol->setCurrentIndex(std::max(0, m_protocol->findData(settings.protocol)));
    fillField(m_address, settings.baseUrl);
    fillField(m_model, settings.model);
    fillField(m_embedding, settings.embeddingModel);
    fillField(m_masked, joined(settings.masked));
    m_samples->setChecked(settings.samples);
    m_userKeys->setChecked(settings.userKeys);
    m_monthlyTokens->setValue(int((settings.monthlyTokens.value_or(0) + million - 1) / million));
    const QLocale locale;
    QString use = tr("This month: %1 tokens; %2 questions needed no model.")
                      .arg(locale.toString(settings.tokensThisMonth), locale.toString(settings.questionsSaved));
    if (settings.airGapped)
        use = tr("This server is sealed off from other machines, so that no model is asked.");
    m_use->setText(use);
    m_keyState->setText(settings.hasKey
                            ? tr("Your organisation's key is kept, and never shown again. It is sent to this "
                                 "address alone.")
                            : tr("No key is kept. Servers of your own mostly want none."));
    m_removeKey->setVisible(settings.hasKey);
    m_settings = settings;
    if (settings.baseUrl.isEmpty())
        takeDefaults();
    updateState();
}

/// The address where a provider usually is, unless another was written.
void ModelCard::takeDefaults()
{
    const QString written = m_address->text().trimmed();
    if (written.isEmpty() || isUsualAddress(written))
        m_address->setText(QString::fromLatin1(providers[m_protocol->currentIndex()].address));
}

void ModelCard::propose(const api::LocalModelServer &server)
{
    m_protocol->setCurrentIndex(std::max(0, m_protocol->findData(server.protocol)));
    m_address->setText(server.baseUrl);
    if (!server.models.empty())
        m_model->setText(server.models.front());
    if (m_mode->currentIndex() == 0)
        m_mode->setCurrentIndex(1);
    m_save->setFocus();
}

void ModelCard::updateState()
{
    if (!m_settings) {
        m_save->setEnabled(false);
        m_saveKey->setEnabled(false);
        return;
    }
    const bool changed =
        m_mode->currentData() != m_settings->mode || m_protocol->currentData() != m_settings->protocol
        || m_address->text().trimmed() != m_settings->baseUrl || m_model->text().trimmed() != m_settings->model
        || m_embedding->text().trimmed() != m_settings->embeddingModel
        || placesIn(m_masked->text()) != m_settings->masked || m_samples->isChecked() != m_settings->samples
        || m_userKeys->isChecked() != m_settings->userKeys
        || m_monthlyTokens->value() * million != m_settings->monthlyTokens.value_or(0);
    const bool complete =
        m_mode->currentIndex() == 0 || (!m_address->text().trimmed().isEmpty() && !m_model->text().trimmed().isEmpty());
    m_save->setEnabled(changed && complete);
    m_saveKey->setEnabled(!m_key->text().trimmed().isEmpty() && !m_settings->baseUrl.isEmpty());
}

void ModelCard::save()
{
    api::UpdateModelRequest request;
    request.mode = m_mode->currentData().toString();
    request.protocol = m_protocol->currentData().toString();
    if (const QString address = m_address->text().trimmed(); !address.isEmpty())
        request.baseUrl = address;
    request.model = m_model->text().trimmed();
    request.embeddingModel = m_embedding->text().trimmed();
    request.masked = placesIn(m_masked->text());
    request.samples = m_samples->isChecked();
    request.userKeys = m_userKeys->isChecked();
    request.monthlyTokens = m_monthlyTokens->value() * million;
    m_save->setEnabled(false);
    m_context.session.call<api::ModelSettings>("model.update", request, this,
                                               [this](const Result<api::ModelSettings> &answer) {
                                                   if (!answer) {
                                                       m_notice->show(answer.error());
                                                       updateState();
                                                       return;
                                                   }
                                                   take(*answer);
                                                   m_notice->show(Notice::Kind::Success, tr("Saved."));
                                                   Q_EMIT saved();
                                               });
}

void ModelCard::saveKey(bool remove)
{
    api::ModelKeyRequest request;
    if (!remove)
        request.key = m_key->text().trimmed();
    m_context.session.call<api::ModelSettings>(
        "model.saveKey", request, this, [this, remove](const Result<api::ModelSettings> &answer) {
            if (!answer)
                return m_notice->show(answer.error());
            m_key->clear();
            take(*answer);
            m_notice->show(Notice::Kind::Success, remove ? tr("The key is gone.") : tr("The key is kept."));
            Q_EMIT saved();
        });
}

} // namespace tabletalk::ui
