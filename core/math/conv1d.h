// Mamba-2's causal depthwise convolution over time, followed by SiLU.
#pragma once

#include <cstddef>

namespace ponder {

// For channels [begin, end) of num_tokens tokens:
//   out[t][c] = silu(bias[c] + sum_j weight[j][c] * in[t - (kernel - 1) + j][c])
// where in[-1], in[-2], ... are the window's columns, newest last. The last kernel - 1 columns of
// (window, in) are written to new_window, which must not overlap window.
struct Conv1d {
  size_t num_channels;
  size_t kernel;
  const float* weight;  // [kernel, num_channels], the last tap multiplies the current token
  const float* bias;    // [num_channels]
};
void CausalConv1dSilu(const Conv1d& conv, size_t begin, size_t end, const float* window,
                      const float* in, size_t in_stride, size_t num_tokens, float* new_window,
                      float* out);
// window, new_window: [kernel - 1, num_channels]; in: rows of in_stride; out: [num_tokens,
// num_channels]

}  // namespace ponder
