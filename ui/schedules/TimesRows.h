// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Schedules.h"

#include <QObject>

#include <array>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QSpinBox;
class QTimeEdit;
class QWidget;

namespace tabletalk::ui {

/// The rows of a form that say when something happens again and again: those that do not go with how often are hidden.
class TimesRows : public QObject
{
    Q_OBJECT

public:
    /// Adds its rows to the form, whose parent widget owns the fields.
    TimesRows(QFormLayout *form, QObject *parent);

    void fill(const api::ScheduleTimes &times);
    api::ScheduleTimes times() const;
    /// All of them, or none.
    void setShown(bool shown);

Q_SIGNALS:
    void changed();

private:
    void refresh();

    QFormLayout *m_form;
    bool m_isShown = true;
    QComboBox *m_kind = nullptr;
    QTimeEdit *m_at = nullptr;
    QSpinBox *m_every = nullptr;
    QSpinBox *m_minute = nullptr;
    QSpinBox *m_day = nullptr;
    QWidget *m_days = nullptr;
    std::array<QCheckBox *, 7> m_dayBoxes{};
};

} // namespace tabletalk::ui
