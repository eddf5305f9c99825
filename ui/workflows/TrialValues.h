// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workflows/Definition.h"

#include <optional>
#include <vector>

class QWidget;

namespace tabletalk::ui {

/// Asks what the references of a step stand for while it is tried; nothing where somebody would rather not.
std::optional<std::vector<api::WorkflowValue>> askTrialValues(QWidget *parent, const api::WorkflowStep &step,
                                                              const workflow::Definition &definition);

/// Fields with their labels, to be filled in before something goes on. Nothing where somebody would rather not.
struct AskedValue
{
    QString name;
    QString label;
    QString value;
    bool required = false;
};
std::optional<std::vector<api::WorkflowValue>> askValues(QWidget *parent, const QString &title, const QString &go,
                                                         const std::vector<AskedValue> &asked);

} // namespace tabletalk::ui
