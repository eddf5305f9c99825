// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/read/Lexicon.h"

#include <array>

/// Qualities that words speak of ("oldest", "how tall"), and the columns that measure them.
namespace tabletalk::ask::qualities {

inline constexpr std::array age{
    Hint{u"age", false},  Hint{u"birth", true}, Hint{u"dob", true},  Hint{u"born", true}, Hint{u"birthday", true},
    Hint{u"found", true}, Hint{u"built", true}, Hint{u"open", true}, Hint{u"year", true}, Hint{u"date", true}};
inline constexpr std::array price{Hint{u"price", false},  Hint{u"cost", false}, Hint{u"fee", false},
                                  Hint{u"fare", false},   Hint{u"rate", false}, Hint{u"charg", false},
                                  Hint{u"amount", false}, Hint{u"rent", false}};
inline constexpr std::array cost{Hint{u"cost", false},   Hint{u"price", false}, Hint{u"fee", false},
                                 Hint{u"fare", false},   Hint{u"rate", false},  Hint{u"charg", false},
                                 Hint{u"amount", false}, Hint{u"rent", false}};
inline constexpr std::array height{Hint{u"height", false}, Hint{u"elev", false}, Hint{u"altitud", false},
                                   Hint{u"stori", false}};
inline constexpr std::array shortness{Hint{u"height", false},  Hint{u"length", false}, Hint{u"durat", false},
                                      Hint{u"distanc", false}, Hint{u"minut", false},  Hint{u"time", false}};
inline constexpr std::array weight{Hint{u"weight", false}, Hint{u"mass", false}};
inline constexpr std::array length{Hint{u"length", false}, Hint{u"durat", false}, Hint{u"distanc", false},
                                   Hint{u"minut", false},  Hint{u"time", false},  Hint{u"hour", false},
                                   Hint{u"mile", false},   Hint{u"day", false}};
inline constexpr std::array size{Hint{u"size", false},   Hint{u"area", false},  Hint{u"popul", false},
                                 Hint{u"capac", false},  Hint{u"volum", false}, Hint{u"amount", false},
                                 Hint{u"length", false}, Hint{u"surfac", false}};
inline constexpr std::array recency{Hint{u"date", false},   Hint{u"year", false}, Hint{u"time", false},
                                    Hint{u"month", false},  Hint{u"day", false},  Hint{u"start", false},
                                    Hint{u"session", false}};
inline constexpr std::array speed{Hint{u"speed", false}, Hint{u"veloc", false}, Hint{u"time", true},
                                  Hint{u"durat", true}, Hint{u"millisecond", true}};
inline constexpr std::array quality{Hint{u"rate", false},  Hint{u"score", false}, Hint{u"rank", true},
                                    Hint{u"grade", false}, Hint{u"point", false}, Hint{u"qualiti", false},
                                    Hint{u"star", false}};
inline constexpr std::array wealth{Hint{u"money", false},  Hint{u"worth", false}, Hint{u"wealth", false},
                                   Hint{u"balanc", false}, Hint{u"incom", false}, Hint{u"salari", false},
                                   Hint{u"asset", false},  Hint{u"revenu", false}};
inline constexpr std::array pay{Hint{u"salari", false}, Hint{u"wage", false}, Hint{u"pay", false}, Hint{u"earn", false},
                                Hint{u"incom", false}};
inline constexpr std::array worth{Hint{u"worth", false}, Hint{u"valu", false}, Hint{u"amount", false},
                                  Hint{u"price", false}, Hint{u"cost", false}, Hint{u"total", false}};
inline constexpr std::array distance{Hint{u"distanc", false}, Hint{u"mile", false}, Hint{u"mileag", false}};
inline constexpr std::array depth{Hint{u"depth", false}};
inline constexpr std::array population{Hint{u"popul", false}, Hint{u"densiti", false}};
inline constexpr std::array temperature{Hint{u"temperatur", false}};

} // namespace tabletalk::ask::qualities
