// Element-wise activation functions.
#pragma once

#include <cstddef>

namespace ponder {

// x = max(x, 0)^2, the "relu2" of nemotron_h's experts. x: [size]
void Relu2(float* x, size_t size);

// x += y. x, y: [size]
void AddTo(const float* y, size_t size, float* x);

// x += scale * y. x, y: [size]
void AddScaledTo(float scale, const float* y, size_t size, float* x);

}  // namespace ponder
